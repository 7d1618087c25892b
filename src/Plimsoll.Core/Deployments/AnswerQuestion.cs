using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>A person says how to go on: retry, skip, exclude, fail or roll back.</summary>
public sealed record AnswerQuestion(Choice Choice, string Reason) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now)
    {
        if (deployment.Question is not { } question || deployment.Status != DeploymentStatus.Waiting)
            return Refusal.TooLate($"{deployment.Id} asks nothing now; somebody has answered.");
        if (!question.Choices.Contains(Choice))
            return Refusal.Invalid($"Choose one of: {string.Join(", ", question.Choices).ToLowerInvariant()}.");
        return Choice is not Choice.Retry && string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Give a reason with --reason; it stays with the deployment.")
            : new QuestionAnswered(Choice, Reason, question.Actions);
    }
}

public sealed record QuestionAnswered(Choice Choice, string Reason, ImmutableArray<string> Actions) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment)
    {
        var on = deployment with { Question = null, Status = DeploymentStatus.Running };
        return Choice switch
        {
            Choice.Retry => on with
            {
                Tries = on.Tries.SetItems(Actions.Select(
                    a => KeyValuePair.Create(a, (deployment.Latest(a)?.Number ?? 0) + 1))),
            },
            Choice.Skip => on with { Skipped = on.Skipped.Union(Actions) },
            Choice.Exclude =>
                on with { Excluded = Actions.Aggregate(on.Excluded, (e, a) => e.SetItem(TargetOf(on, a), Reason)) },
            _ => DeploymentEnded.Ended(on, DeploymentStatus.Failed, Reason, Choice == Choice.RollBack, moment),
        };
    }

    private static string TargetOf(Deployment deployment, string action) =>
        deployment.Plan.FirstOrDefault(p => p.Key == action)?.Target ?? "";
}
