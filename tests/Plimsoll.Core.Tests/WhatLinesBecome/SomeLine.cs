using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>One more line in the usual guide, and the release or the incident that goes by it.</summary>
internal static class SomeLine
{
    public const string Id = "extra";
    public const string Shipping = "shop-1.1.0-1";

    public static StreamName Walk { get; } = Shipment.StreamOf(Shipping);

    /// <summary>A service with one metric that is looked at in production.</summary>
    public static ServiceDefinition Measured { get; } = SomeService.Usual.With("production", e => e with
    {
        Verification = e.Verification with
        {
            Metrics = [new MetricCheck("error rate", "{target}/metrics", "errors", "requests", 0.01,
                TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 2)],
        },
    });

    public static Check Of(string phase, CheckKind kind, CheckMode mode, string concept = "", string evidence = "manual") =>
        new(50, "", phase, kind, Id, concept, evidence, mode, ["Release Manager"], [], [], null, null, null, "Look twice",
            "guide line 50");

    /// <summary>The usual guide with lines put before one of its steps; at its end where none is named.</summary>
    public static Playbook Book(string before, params Check[] lines)
    {
        Check[] usual = [.. SomePlaybook.Gates, .. SomePlaybook.SignOffs, .. SomePlaybook.Steps];
        var at = Array.FindIndex(usual, c => c.Id == before) is >= 0 and var found ? found : usual.Length;
        return SomePlaybook.With("extra-book", [.. usual[..at], .. lines, .. usual[at..]]);
    }

    /// <summary>1.0.0 runs, 1.1.0 has all usual gates open under this guide.</summary>
    public static Scene Ready(Playbook book, ServiceDefinition? service = null)
    {
        var scene = SomeRelease.Draft(book, service: service).Seal(playbook: book.Hash).OpenGates();
        foreach (var place in (service ?? SomeService.Usual).Environments)
            scene.Do(Lane.StreamOf(SomeService.Name, place.Name), new AdoptVersion(
                SomeService.Name, place.Name, "1.0.0", "old.tar", "digest-0", [.. place.Targets.Select(t => t.Name)]));
        return scene;
    }

    /// <summary>It is shipped and has passed staging.</summary>
    public static Scene Staged(Playbook book, ServiceDefinition? service = null) =>
        Ready(book, service).Do(Walk, new OpenShipment("shop", "1.1.0", 1)).Pursue().Carry($"{Shipping}-staging").Pursue();

    public static Shipment ShipmentOf(this Scene scene) => scene.Get<Shipment>(Walk);

    public static Step StepOf(this Scene scene, string id = Id) => scene.ShipmentOf().Steps.Single(s => s.Id == id);

    public static IEnumerable<Blocker> InTheWay(this Scene scene) =>
        StepBlockers.Now(scene.ShipmentOf(), scene.World.Reader(), scene.Now);

    public static Deployment Production(this Scene scene) => scene.Run($"{Shipping}-production");

    /// <summary>The runner and the walk in turns, until both rest.</summary>
    public static Scene Ship(this Scene scene, Func<Attempt, Outcome>? outcome = null)
    {
        for (var round = 0; round < 200; round++)
        {
            var before = scene.Pursue().Facts.Count;
            var run = scene.Production();
            var stream = Deployment.StreamOf(run.Id);
            if (run is { IsActive: true, Status: not DeploymentStatus.Waiting })
            {
                foreach (var open in run.Attempts.Where(a => a.IsOpen && a.Work != Work.Step))
                    scene.Do(stream, SomeDeployment.End(open, outcome?.Invoke(open) ?? Outcome.Succeeded), "system:runner");
                foreach (var command in SomeDeployment.Commands(scene.Production()))
                    scene.Do(stream, command, "system:runner");
            }
            if (scene.Facts.Count == before) return scene;
        }
        throw new InvalidOperationException("It never comes to rest.");
    }
}
