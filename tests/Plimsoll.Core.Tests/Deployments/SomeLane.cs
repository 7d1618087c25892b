using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

/// <summary>Lanes and deployments by name: staged, queued, running, failed.</summary>
internal static class SomeLane
{
    public static StreamName Staging { get; } = Lane.StreamOf(SomeService.Name, "staging");

    public static StreamName Production { get; } = Lane.StreamOf(SomeService.Name, "production");

    /// <summary>1.0.0 runs everywhere and is known to be good; 1.1.0 is ready.</summary>
    public static Scene Adopted(ServiceDefinition? service = null)
    {
        var scene = SomeRelease.Ready(service);
        foreach (var place in (service ?? SomeService.Usual).Environments)
            scene.Do(Lane.StreamOf(SomeService.Name, place.Name), new AdoptVersion(
                SomeService.Name, place.Name, "1.0.0", "old.tar", "digest-0", [.. place.Targets.Select(t => t.Name)]));
        return scene;
    }

    /// <summary>And 1.1.0 has passed staging.</summary>
    public static Scene Staged(ServiceDefinition? service = null) =>
        Adopted(service).Queue("staging", "stage-1").Pursue().Carry("stage-1").Pursue();

    /// <summary>And it waits for production.</summary>
    public static Scene Queued(ServiceDefinition? service = null) => Staged(service).Queue("production", "prod-1");

    /// <summary>And it has started there.</summary>
    public static Scene Started(ServiceDefinition? service = null) => Queued(service).Pursue();

    public static Scene Queue(this Scene scene, string environment, string id) => scene.Do(
        Lane.StreamOf(SomeService.Name, environment),
        new QueueDeployment(id, SomeService.Name, environment, SomeRelease.Version, "", ""));

    public static Lane LaneOf(this Scene scene, string environment = "production") =>
        scene.Get<Lane>(Lane.StreamOf(SomeService.Name, environment));

    public static Deployment Run(this Scene scene, string id = "prod-1") => scene.Get<Deployment>(Deployment.StreamOf(id));

    public static string[] Blockers(this Scene scene, string id = "prod-1") =>
    [
        .. LaneRules.Blockers(scene.LaneOf(), scene.LaneOf().Queue.Single(q => q.Deployment == id), scene.World.Reader(), scene.Now)
            .Select(b => b.Code),
    ];

    /// <summary>The reactor, until it comes to rest.</summary>
    public static Scene Pursue(this Scene scene)
    {
        for (var round = 0; round < 100; round++)
        {
            var before = scene.Facts.Count;
            foreach (var send in Following(scene).Concat(DeploymentPursuit.Of(scene.World, scene.Now)).ToList())
                scene.Try(send.Stream, send.Command, $"system:{send.Name}");
            if (scene.Facts.Count == before) return scene;
        }
        throw new InvalidOperationException("The rules never come to rest.");
    }

    /// <summary>The reactor while the lane is held, so that what is queued has its record but does not start.</summary>
    public static Scene Pursued(this Scene scene) => scene
        .Do(Production, new PlaceHold(SomeService.Name, "production", "wait", "wait")).Pursue()
        .Do(Production, new LiftHold("wait", "go on"));

    /// <summary>The runner, until the deployment ends or asks; everything succeeds but what is named.</summary>
    public static Scene Carry(this Scene scene, string id = "prod-1", Func<Attempt, Outcome>? outcome = null)
    {
        var stream = Deployment.StreamOf(id);
        while (scene.Run(id) is { IsActive: true, Status: not DeploymentStatus.Waiting } run)
        {
            foreach (var open in run.Attempts.Where(a => a.IsOpen))
                scene.Do(stream, SomeDeployment.End(open, outcome?.Invoke(open) ?? Outcome.Succeeded), "system:runner");
            foreach (var command in SomeDeployment.Commands(scene.Run(id))) scene.Do(stream, command, "system:runner");
        }
        return scene;
    }

    /// <summary>Fails whatever begins with a name.</summary>
    public static Func<Attempt, Outcome> Failing(string action, Outcome outcome = Outcome.Failed) =>
        attempt => attempt.Action.StartsWith(action, StringComparison.Ordinal) ? outcome : Outcome.Succeeded;

    private static IEnumerable<Send> Following(Scene scene) =>
        scene.Unreacted().SelectMany(fact => DeploymentReactions.On(fact, scene.World)).OfType<Send>();
}
