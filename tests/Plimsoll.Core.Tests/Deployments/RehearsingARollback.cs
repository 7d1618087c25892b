using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class RehearsingARollback
{
    private static readonly RehearseRollback Rehearse = new(SomeService.Name, "staging", SomeRelease.Version, "try-1");

    [Fact]
    public void Staging_goes_back_and_comes_forward_again_and_nothing_is_marked_bad()
    {
        var scene = Begun().Carry("try-1").Pursue();
        Assert.Equal(("1.0.0", "try-1-return"),
            (scene.LaneOf("staging").RunningVersion, scene.LaneOf("staging").Active?.Deployment.Deployment));
        scene.Carry("try-1-return").Pursue();
        Assert.Equal(("1.1.0", "1.1.0", 0, 0), (
            scene.LaneOf("staging").RunningVersion, scene.LaneOf("staging").LastKnownGood?.Version,
            scene.LaneOf("staging").Bad.Length, scene.LaneOf("staging").Holds.Length));
    }

    [Fact]
    public void What_it_took_from_the_order_to_the_verified_rollback_is_on_record_when_the_release_is_back()
    {
        var scene = Begun().After(Minute * 3).Carry("try-1").Pursue();
        Assert.Null(scene.ReleaseOf().Rehearsal);
        scene.After(Minute * 9).Carry("try-1-return").Pursue();
        Assert.Equal(
            new Rehearsal(1, "staging", "1.0.0", Minute * 3, "try-1", "ada", scene.Now, true, ""), scene.ReleaseOf().Rehearsal);
    }

    [Fact]
    public void Nothing_but_the_data_migration_is_left_out_on_the_return()
    {
        var scene = Begun().Carry("try-1").Pursue();
        Assert.Equal(["s1"], scene.Run("try-1-return").Plan.Select(p => p.Target).Distinct().Where(t => t != ""));
        Assert.Equal(scene.Run("stage-1").Plan.Select(p => p.Key), scene.Run("try-1-return").Plan.Select(p => p.Key));
    }

    [Fact]
    public void A_rollback_that_fails_is_a_rehearsal_that_did_not_pass_and_nothing_follows_it()
    {
        var scene = Begun().Carry("try-1", SomeLane.Failing("smoke")).Pursue();
        Assert.Equal((null, 1), (scene.LaneOf("staging").Active, scene.LaneOf("staging").Holds.Length));
        Assert.StartsWith("staging did not go back to 1.0.0: smoke", scene.ReleaseOf().Rehearsal?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_that_does_not_come_back_is_a_rehearsal_that_did_not_pass()
    {
        var scene = Begun().Carry("try-1").Pursue().Carry("try-1-return", SomeLane.Failing("smoke")).Pursue();
        Assert.StartsWith("staging did not return to 1.1.0: smoke", scene.ReleaseOf().Rehearsal?.Sentence, StringComparison.Ordinal);
        Assert.False(scene.ReleaseOf().Rehearsal?.Passed);
    }

    [Fact]
    public void One_that_somebody_stopped_says_nothing()
    {
        var scene = Begun().Do(Deployment.StreamOf("try-1"), new CancelDeployment("not now")).Carry("try-1").Pursue();
        Assert.Equal((null, null), (scene.ReleaseOf().Rehearsal, scene.LaneOf("staging").Active));
    }

    [Fact]
    public void The_release_comes_back_before_anything_else_that_waits()
    {
        var scene = Begun().Queue("staging", "stage-2").Carry("try-1").Pursue();
        Assert.Equal("try-1-return", scene.LaneOf("staging").Active?.Deployment.Deployment);
    }

    [Fact]
    public void It_takes_the_place_of_nothing_that_runs() => Assert.Contains("stage-2 is running on staging", Refused(
        SomeLane.Staged().Queue("staging", "stage-2").Pursue()), StringComparison.Ordinal);

    [Fact]
    public void There_is_one_at_a_time() => Assert.Contains("try-1 is on its way already", SomeLane.Staged()
        .Do(SomeLane.Staging, Rehearse).Refused(SomeLane.Staging, Rehearse).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_hold_stops_it() => Assert.Contains("staging is on hold: we look", Refused(
        SomeLane.Staged().Do(SomeLane.Staging, new PlaceHold("shop", "staging", "h", "we look"))), StringComparison.Ordinal);

    [Fact]
    public void It_is_not_done_on_production() => Assert.Contains("production is production", SomeLane.Staged()
        .Refused(SomeLane.Production, Rehearse with { Environment = "production" }).Reason, StringComparison.Ordinal);

    [Fact]
    public void What_became_production_meanwhile_is_not_touched()
    {
        var changed = SomeService.Usual.With("staging", e => e with { Stage = "production" }) with { NoStaging = "it grew" };
        var scene = SomeLane.Staged().Do(SomeLane.Staging, Rehearse).Do(SomeLane.Staging, new TakeSlot("try-1"))
            .Do(Service.StreamOf("shop"), new DefineService(changed)).Pursue();
        Assert.Equal(DeploymentStatus.Rejected, scene.Run("try-1").Status);
    }

    [Fact]
    public void A_release_that_is_not_there_is_shipped_there_first() => Assert.Contains(
        "staging does not run candidate 1 of 1.1.0", Refused(SomeLane.Adopted()), StringComparison.Ordinal);

    [Fact]
    public void Without_anything_before_it_there_is_nothing_to_go_back_to() => Assert.Contains(
        "nothing to roll back to on staging", Refused(
            SomeRelease.Ready().Queue("staging", "stage-1").Pursue().Carry("stage-1").Pursue()), StringComparison.Ordinal);

    [Fact]
    public void Where_data_cannot_go_back_the_mitigation_is_tried_out_instead() => Assert.Contains("data cannot go back", Refused(
        SomeLane.Staged().Do(SomeRelease.Stream, new PlanRollback("put it back", DataClass.Irreversible, "a flag", ""))),
        StringComparison.Ordinal);

    [Fact]
    public void What_was_marked_bad_meanwhile_does_not_return_by_itself_though_another_candidate_was_sealed()
    {
        var scene = Begun().Seal(2).Do(SomeLane.Staging, new MarkBad("1.1.0", "digest-1", "leaks")).Carry("try-1").Pursue();
        Assert.Null(scene.LaneOf("staging").Active);
        Assert.Equal(["lane.bad"], LaneRules.Blockers(
            scene.LaneOf("staging"), Assert.Single(scene.LaneOf("staging").Queue), scene.World.Reader(), scene.Now).Select(b => b.Code));
    }

    private static TimeSpan Minute => TimeSpan.FromMinutes(1);

    private static Scene Begun() => SomeLane.Staged().Do(SomeLane.Staging, Rehearse, "ada").Pursue();

    private static string Refused(Scene scene) => scene.Refused(SomeLane.Staging, Rehearse).Reason;
}
