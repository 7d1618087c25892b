using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class WaitingForALane
{
    private const string Id = "shop-1.1.0-1";
    private static readonly StreamName Walk = Shipment.StreamOf(Id);

    [Fact]
    public void Of_two_who_hold_the_lane_at_the_same_moment_the_second_is_told_and_the_same_one_again_changes_nothing()
    {
        PlaceHold Held(string why) => new("shop", "production", "hold-7", why);
        var scene = SomeLane.Adopted().Do(SomeLane.Production, Held("a look") with { Expires = SomeLane.Adopted().Now.AddHours(1) }, "ada");

        Assert.Contains("ada", scene.Refused(SomeLane.Production, Held("somebody got in"), "sue").Reason, StringComparison.Ordinal);
        Assert.Empty(scene.Events(SomeLane.Production, Held("a look"), "ada"));
    }

    [Fact]
    public void Where_newer_ones_supersede_the_older_one_leaves_the_queue_and_says_for_what()
    {
        var scene = SomeLane.Queued(Policy(QueuePolicy.Supersede)).Pursued().Queue("production", "prod-2").Pursue();

        Assert.Equal(DeploymentStatus.Superseded, scene.Run().Status);
        Assert.Equal("superseded before it started: prod-2 takes its place with 1.1.0", scene.Run().Sentence);
        Assert.Equal("prod-2", scene.LaneOf().Active?.Deployment.Deployment);
    }

    [Theory]
    [InlineData("1.0.9", false)]
    [InlineData("1.1.0", true)]
    [InlineData("2.0.0", true)]
    public void A_patch_of_an_older_line_pushes_no_newer_release_out(string comes, bool leaves)
    {
        var lane = SomeLane.Queued().LaneOf();
        var left = QueueRules.Leaving(lane, lane.Queue[0] with { Deployment = "prod-2", Version = comes }, QueuePolicy.Supersede);
        Assert.Equal(leaves, left.Any(l => l is { Deployment: "prod-1", As: DeploymentStatus.Superseded }));
    }

    [Fact]
    public void A_rollback_that_waits_is_superseded_by_nothing()
    {
        var lane = SomeLane.Queued().LaneOf();
        lane = lane with { Queue = [lane.Queue[0] with { Kind = DeploymentKind.Rollback }] };
        Assert.Empty(QueueRules.Leaving(lane, lane.Queue[0] with { Deployment = "prod-2" }, QueuePolicy.Supersede));
    }

    [Fact]
    public void A_walk_whose_deployment_was_superseded_is_over_and_has_not_failed()
    {
        var scene = Shipped(SomeLane.Staged(Policy(QueuePolicy.Supersede)), held: true);
        scene.Queue("production", "prod-2").Pursue();
        Assert.Equal(ShipmentStatus.Cancelled, scene.Get<Shipment>(Walk).Status);
        Assert.Contains("prod-2 takes its place", scene.Get<Shipment>(Walk).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_may_wait_the_second_is_turned_away_with_the_reason()
    {
        var scene = SomeLane.Started(Policy(QueuePolicy.Reject)).Queue("production", "prod-2").Pursue();

        Assert.Equal(DeploymentStatus.Rejected, scene.Run("prod-2").Status);
        Assert.Contains("prod-1 is before it", scene.Run("prod-2").Sentence, StringComparison.Ordinal);
        Assert.Empty(scene.LaneOf().Queue);
    }

    [Fact]
    public void Where_nothing_may_wait_a_rollback_still_goes_first() => Assert.Equal(DeploymentKind.Rollback,
        SomeLane.Started(Policy(QueuePolicy.Reject)).Do(SomeLane.Production, new Rollback("back", "slow")).LaneOf().Queue[0].Kind);

    [Fact]
    public void By_itself_the_second_waits_its_turn() =>
        Assert.Equal(["lane.queue"], SomeLane.Queued().Queue("production", "prod-2").Blockers("prod-2"));

    [Fact]
    public void A_hold_with_an_end_names_it_and_its_owner_and_ends_by_itself()
    {
        var scene = SomeLane.Queued();
        scene.Do(SomeLane.Production, new PlaceHold("shop", "production", "h", "stocktaking")
        {
            Owner = "Support", Expires = scene.Now.AddHours(2),
        });
        var blocker = Assert.Single(LaneRules.Blockers(scene.LaneOf(), scene.LaneOf().Queue[0], scene.World.Reader(), scene.Now));
        Assert.Equal(("Support", $"production is on hold until {scene.Now.AddHours(2):yyyy-MM-dd HH:mm} UTC: stocktaking"),
            (blocker.WhoCanClear, blocker.Sentence));

        Assert.Equal(DeploymentStatus.Running, scene.After(TimeSpan.FromHours(2)).Pursue().Run().Status);
        Assert.Empty(scene.LaneOf().Holds);
    }

    [Fact]
    public void A_hold_that_would_be_over_at_once_is_refused()
    {
        var scene = SomeLane.Queued();
        var refusal = scene.Refused(
            SomeLane.Production, new PlaceHold("shop", "production", "h", "look") { Expires = scene.Now });
        Assert.Contains("has passed; name a later time", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planned_start_begins_by_itself_and_not_before()
    {
        var scene = Shipped(Planned(SomeLane.Staged()));
        Assert.Equal(["release.planned"], scene.Blockers($"{Id}-production"));
        Assert.Equal(DeploymentStatus.Running, scene.After(TimeSpan.FromHours(4)).Pursue().Run($"{Id}-production").Status);
    }

    [Fact]
    public void A_planned_start_without_an_end_only_dates_the_guides_lines()
    {
        var scene = SomeLane.Staged();
        scene.Do(SomeRelease.Stream, new PlanStart(scene.Now.AddHours(4)));
        Assert.Equal(DeploymentStatus.Running, Shipped(scene).Run($"{Id}-production").Status);
    }

    [Fact]
    public void What_has_not_begun_in_its_planned_time_is_over_with_what_was_in_the_way()
    {
        var scene = Shipped(Planned(SomeLane.Staged()), held: true).After(TimeSpan.FromHours(6)).Pursue();
        Assert.Equal(ShipmentStatus.Cancelled, scene.Get<Shipment>(Walk).Status);
        Assert.Contains("production had to start before", scene.Get<Shipment>(Walk).Sentence, StringComparison.Ordinal);
        Assert.Contains("production is on hold: wait", scene.Get<Shipment>(Walk).Sentence, StringComparison.Ordinal);
        Assert.Equal(DeploymentStatus.Expired, scene.Run($"{Id}-production").Status);
        Assert.Empty(scene.LaneOf().Queue);
    }

    [Fact]
    public void What_has_begun_in_time_is_not_over_when_its_time_runs_out() => Assert.True(
        Shipped(Planned(SomeLane.Staged())).After(TimeSpan.FromHours(5)).Pursue().After(TimeSpan.FromHours(9)).Pursue()
            .Get<Shipment>(Walk).IsOpen);

    [Fact]
    public void A_plan_that_ends_before_it_begins_is_refused()
    {
        var scene = SomeLane.Staged();
        Assert.Contains("name a later end", scene.Refused(
            SomeRelease.Stream, new PlanStart(scene.Now.AddHours(4), scene.Now.AddHours(4))).Reason, StringComparison.Ordinal);
    }

    private static ServiceDefinition Policy(QueuePolicy policy) =>
        SomeService.Usual.With("production", e => e with { Queue = policy });

    private static Scene Planned(Scene scene) =>
        scene.Do(SomeRelease.Stream, new PlanStart(scene.Now.AddHours(4), scene.Now.AddHours(6)));

    /// <summary>A walk of 1.1.0 that has passed staging; production is held where said so.</summary>
    private static Scene Shipped(Scene scene, bool held = false)
    {
        if (held) scene.Do(SomeLane.Production, new PlaceHold("shop", "production", "wait", "wait"));
        return scene.Do(Walk, new OpenShipment("shop", "1.1.0", 1), "dan").Pursue().Carry($"{Id}-staging").Pursue();
    }
}
