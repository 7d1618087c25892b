using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class AligningALane
{
    private static readonly AlignLane Finish = new("fin-1", "the rest of it");

    [Fact]
    public void Only_the_targets_that_were_left_behind_are_changed_and_nothing_is_migrated_twice()
    {
        var scene = Mixed(Migrating).Do(SomeLane.Production, Finish).Pursue();

        var run = scene.Run("fin-1");
        Assert.Equal(["upload/p2", "switch/p2"], run.Plan.Select(p => p.Key).Where(k => k.EndsWith("/p2", StringComparison.Ordinal)).Take(2));
        Assert.DoesNotContain(run.Plan, p => p.Target == "p1" || p.Name == "migrate");
        Assert.Equal("1.1.0", scene.Carry("fin-1").Pursue().LaneOf().RunningVersion);
        Assert.Equal(DeploymentStatus.Succeeded, scene.Run("fin-1").Status);
    }

    [Fact]
    public void The_first_run_did_migrate() =>
        Assert.Contains(SomeLane.Started(Migrating).Run().Plan, p => p.Name == "migrate");

    [Fact]
    public void A_lane_that_runs_its_record_has_nothing_to_align() => Assert.Contains("the version that is on record",
        SomeLane.Staged().Refused(SomeLane.Production, Finish).Reason, StringComparison.Ordinal);

    [Fact]
    public void What_is_marked_bad_is_rolled_back_and_not_aligned_to()
    {
        var scene = Mixed(SomeService.Usual).Do(SomeLane.Production, new MarkBad("1.1.0", "digest-1", "leaks"));
        Assert.Contains("Roll back instead", scene.Refused(SomeLane.Production, Finish).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_waits_for_the_same_things_as_a_deployment()
    {
        var scene = Mixed(SomeService.Usual).Do(SomeLane.Production, new PlaceHold("shop", "production", "h", "look"));
        scene.Do(SomeLane.Production, Finish).Pursue();
        Assert.Equal(["lane.hold"], scene.Blockers("fin-1"));
    }

    [Fact]
    public void What_was_changed_by_hand_is_put_back_to_a_version_that_was_adopted_and_is_no_release_here()
    {
        var scene = SomeLane.Adopted();
        scene.Do(SomeLane.Production, new ObserveTarget("p2", scene.LaneOf().Targets["p2"], "0.9.0"))
            .Do(SomeLane.Production, Finish).Pursue();

        Assert.Equal("fin-1", scene.LaneOf().Active?.Deployment.Deployment);
        scene.Carry("fin-1").Pursue();
        Assert.Equal((DeploymentStatus.Succeeded, true), (scene.Run("fin-1").Status, scene.LaneOf().HasEnded));
    }

    [Fact]
    public void Two_candidates_of_one_version_are_two_things_to_run()
    {
        var scene = SomeLane.Started().Carry().Pursue();
        scene.Do(SomeLane.Production, new RecordSwitch("p2", "1.1.0", "digest-of-the-candidate-before", "prod-0"))
            .After(TimeSpan.FromMinutes(1)).Do(SomeLane.Production, new RecordSwitch("p1", "1.1.0", "digest-1", "prod-2"));
        Assert.Equal((true, "", false), (scene.LaneOf().IsMixed, scene.LaneOf().RunningVersion, scene.LaneOf().HasEnded));

        scene.Do(SomeLane.Production, Finish).Pursue();
        Assert.Equal(["p2"], scene.Run("fin-1").Plan.Where(p => p.Name == "switch").Select(p => p.Target));
        Assert.False(scene.Carry("fin-1").Pursue().LaneOf().IsMixed);
    }

    [Fact]
    public void Rolling_back_a_mixed_lane_returns_only_the_targets_that_were_switched()
    {
        var scene = Mixed(SomeService.Usual).Do(SomeLane.Production, new Rollback("back", "slow")).Pursue();
        Assert.Equal("1.0.0", scene.Run("back").Order.Version);
        scene.Carry("back").Pursue();
        Assert.Equal("1.0.0", scene.LaneOf().RunningVersion);
    }

    private static ServiceDefinition Migrating => SomeService.Usual.With("production",
        e => e with { Hooks = new Hooks(null, "migrate", null, null), NoBackup = "none" });

    /// <summary>1.1.0 was cancelled when the first of two targets had it.</summary>
    private static Scene Mixed(ServiceDefinition service)
    {
        var scene = SomeLane.Started(service).After(TimeSpan.FromMinutes(1));
        var stream = Deployment.StreamOf("prod-1");
        while (scene.LaneOf().Targets["p1"].Version != "1.1.0")
        {
            foreach (var command in SomeDeployment.Commands(scene.Run())) scene.Do(stream, command, "system:runner");
            foreach (var open in scene.Run().Attempts.Where(a => a.IsOpen))
                scene.Do(stream, SomeDeployment.End(open, Outcome.Succeeded), "system:runner");
            scene.Pursue();
        }
        scene.Do(stream, new CancelDeployment("enough")).Carry().Pursue();
        Assert.True(scene.LaneOf().IsMixed);
        return scene;
    }
}
