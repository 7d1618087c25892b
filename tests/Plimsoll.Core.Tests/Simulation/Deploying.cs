using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>What happens on the lanes while incidents go on: deployments end, rollbacks by hand, patches that may fail.</summary>
internal sealed class Deploying(Scene scene, Random random)
{
    private int _count;

    public void Act(Incident? incident)
    {
        switch (random.Next(10))
        {
            case < 5: Carry(); break;
            case 5: Answer(); break;
            case 6: scene.Try(SomeLane.Production, new Rollback($"hand-{++_count}", "it hurts"), "ada"); break;
            case 7: Unqueue(); break;
            case 8: Cancel(); break;
            default: Patch(incident); break;
        }
    }

    private void Carry()
    {
        if (scene.LaneOf().Active is not { Deployment: var order }) return;
        var fails = random.Next(2) == 0;
        string[] actions = ["upload", "switch", "verify", "smoke"];
        var action = actions[random.Next(actions.Length)];
        scene.Follow().Carry(order.Deployment, fails ? SomeLane.Failing(action) : null);
    }

    private void Answer()
    {
        foreach (var run in scene.World.All<Deployment>().Select(d => d.Value).Where(d => d.Question is not null).OrderBy(d => d.Id))
            scene.Try(Deployment.StreamOf(run.Id),
                new AnswerQuestion(run.Question!.Choices[random.Next(run.Question.Choices.Length)], "so be it"), "bob");
    }

    private void Unqueue()
    {
        if (scene.LaneOf().Queue is [var first, ..])
            scene.Try(SomeLane.Production, new CancelQueued(first.Deployment, "not now"), "bob");
    }

    private void Cancel()
    {
        if (scene.LaneOf().Active is { } active)
            scene.Try(Deployment.StreamOf(active.Deployment.Deployment), new CancelDeployment("not now"), "bob");
    }

    /// <summary>A patch that names an incident goes through staging and waits for production.</summary>
    private void Patch(Incident? incident)
    {
        if (scene.LaneOf("staging").Active is not null) return;
        var version = $"1.1.{++_count}";
        scene.Patch(version, incident?.Id ?? "a typo");
    }
}
