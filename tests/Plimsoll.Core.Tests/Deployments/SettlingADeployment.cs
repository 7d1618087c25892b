using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class SettlingADeployment
{
    private static readonly ServiceDefinition Automatic =
        SomeService.Usual with { Rollback = RollbackPolicy.Ask with { Automatic = true } };

    [Fact]
    public void A_verified_deployment_becomes_the_last_known_good()
    {
        var scene = SomeLane.Started().Carry();
        Assert.Equal([typeof(SlotGivenBack)], Settled(scene));
        Assert.Equal(("prod-1", "1.1.0"), (scene.LaneOf().LastKnownGood!.Deployment, scene.LaneOf().LastKnownGood!.Version));
    }

    [Fact]
    public void One_that_nothing_verified_does_not()
    {
        var scene = SomeLane.Started(SomeService.Usual.With("production", e => e with { Verification = SomeService.Checks("skip") }));
        scene.Carry(outcome: SomeLane.Failing("verify")).Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.Skip, "a known one"))
            .Carry().Pursue();
        Assert.Equal((DeploymentStatus.Succeeded, "1.0.0"), (scene.Run().Status, scene.LaneOf().LastKnownGood!.Version));
        Assert.EndsWith("1 of 2 checks passed", scene.Run().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_verification_asks_and_rolls_back_when_told_in_one_decision()
    {
        var scene = SomeLane.Started().Carry(outcome: SomeLane.Failing("verify"));
        Assert.Equal(DeploymentStatus.Waiting, scene.Run().Status);
        scene.Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.RollBack, "errors rise"));
        Assert.Equal([typeof(SlotGivenBack), typeof(MarkedBad), typeof(HoldPlaced), typeof(DeploymentQueued)], Settled(scene));
        var rollback = Assert.Single(scene.LaneOf().Queue);
        Assert.Equal((DeploymentKind.Rollback, "1.0.0", "prod-1"), (rollback.Kind, rollback.Version, rollback.Leaves));
    }

    [Fact]
    public void Where_the_service_says_so_it_rolls_back_by_itself_and_the_hold_stays()
    {
        var scene = SomeLane.Started(Automatic).Carry(outcome: SomeLane.Failing("verify")).Pursue();
        Assert.Equal("prod-1-rollback", scene.LaneOf().Active!.Deployment.Deployment);
        scene.Carry("prod-1-rollback").Pursue();
        Assert.Equal(("1.0.0", 1, true),
            (scene.LaneOf().RunningVersion, scene.LaneOf().Holds.Length, scene.LaneOf().IsBad("1.1.0", "digest-1")));
    }

    [Fact]
    public void What_could_not_be_measured_is_asked_even_then() => Assert.Equal(DeploymentStatus.Waiting,
        SomeLane.Started(Automatic).Carry(outcome: SomeLane.Failing("verify", Outcome.Inconclusive)).Run().Status);

    [Fact]
    public void A_failure_before_anything_changed_holds_the_lane_and_takes_nothing_back()
    {
        var scene = SomeLane.Started(Automatic).Carry(outcome: SomeLane.Failing("upload"));
        Assert.Equal([typeof(SlotGivenBack), typeof(HoldPlaced)], Settled(scene));
    }

    [Fact]
    public void An_answer_to_fail_leaves_a_hold_and_no_rollback()
    {
        var scene = SomeLane.Started().Carry(outcome: SomeLane.Failing("switch"));
        scene.Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.Fail, "we look first"));
        Assert.Equal([typeof(SlotGivenBack), typeof(HoldPlaced)], Settled(scene));
    }

    [Fact]
    public void With_no_known_good_a_person_is_asked_and_nothing_is_rolled_back()
    {
        var scene = SomeLane.Queued(Automatic).Do(SomeLane.Production, new MarkBad("1.0.0", "digest-0", "leaks")).Pursue()
            .Carry(outcome: SomeLane.Failing("verify"));
        Assert.DoesNotContain(Choice.RollBack, scene.Run().Question!.Choices);
        scene.Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.Fail, "we look"));
        Assert.Equal([typeof(SlotGivenBack), typeof(MarkedBad), typeof(HoldPlaced)], Settled(scene));
    }

    [Fact]
    public void A_withdrawn_release_is_nothing_to_go_back_to()
    {
        var old = Release.StreamOf("shop", "1.0.0");
        var scene = SomeLane.Queued(Automatic)
            .Do(old, new CreateRelease("shop", "1.0.0", ReleaseType.Minor, "", null, "")).Do(old, new WithdrawRelease("never again"))
            .Pursue().Carry(outcome: SomeLane.Failing("verify"));
        scene.Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.Fail, "we look"));
        Assert.DoesNotContain(typeof(DeploymentQueued), Settled(scene));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeLane.Production, new Rollback("back", "errors")).Kind);
    }

    [Fact]
    public void A_failed_verification_on_staging_marks_it_bad_there_without_a_hold()
    {
        var scene = SomeLane.Adopted().Queue("staging", "stage-1").Pursue().Carry("stage-1", SomeLane.Failing("smoke")).Pursue();
        Assert.Equal((DeploymentStatus.Failed, true, 0), (
            scene.Run("stage-1").Status, scene.LaneOf("staging").IsBad("1.1.0", "digest-1"), scene.LaneOf("staging").Holds.Length));
    }

    [Fact]
    public void A_rollback_that_fails_is_held_and_no_second_one_follows()
    {
        var scene = SomeLane.Started(Automatic).Carry(outcome: SomeLane.Failing("verify")).Pursue()
            .Carry("prod-1-rollback", SomeLane.Failing("switch")).Pursue();
        Assert.Equal(DeploymentStatus.Failed, scene.Run("prod-1-rollback").Status);
        Assert.Equal((null, 0, 2), (scene.LaneOf().Active, scene.LaneOf().Queue.Length, scene.LaneOf().Holds.Length));
        Assert.False(scene.LaneOf().IsBad("1.0.0", "digest-0"));
    }

    [Fact]
    public void A_cancelled_one_that_may_still_run_leaves_a_hold()
    {
        var scene = SomeLane.Started().Pursue();
        foreach (var command in SomeDeployment.Commands(scene.Run())) scene.Do(Deployment.StreamOf("prod-1"), command);
        scene.Do(Deployment.StreamOf("prod-1"), new CancelDeployment("not now"));
        foreach (var open in scene.Run().Attempts.Where(a => a.IsOpen))
            scene.Do(Deployment.StreamOf("prod-1"), SomeDeployment.End(open, Outcome.Cancelled) with { Unclean = "a child lives" });
        scene.Carry();
        Assert.Equal([typeof(SlotGivenBack), typeof(HoldPlaced)], Settled(scene));
    }

    [Fact]
    public void A_rejected_one_did_nothing_and_leaves_nothing()
    {
        var scene = SomeLane.Queued().Do(SomeLane.Production, new TakeSlot("prod-1")).Do(Service.StreamOf("shop"), new DefineService(
            SomeService.Usual with { Environments = [SomeService.Usual.Environments[0], SomeService.Environment("eu", "production", "p9")] }));
        scene.Pursue();
        Assert.Equal((DeploymentStatus.Rejected, null, 0), (scene.Run().Status, scene.LaneOf().Active, scene.LaneOf().Holds.Length));
    }

    private static Type[] Settled(Scene scene) =>
        [.. scene.Events(SomeLane.Production, new SettleDeployment("prod-1"), "system:settle").Select(e => e.GetType())];
}

public sealed class RollingBack
{
    [Fact]
    public void A_person_goes_back_and_what_is_left_is_marked_bad_in_the_same_decision()
    {
        var events = SomeLane.Started().Carry().Pursue().Events(SomeLane.Production, new Rollback("back", "errors"));
        Assert.Equal([new MarkedBad("1.1.0", "digest-1", "errors")], events.OfType<MarkedBad>());
        Assert.Equal("1.0.0", Assert.Single(events.OfType<DeploymentQueued>()).Deployment.Version);
    }

    [Fact]
    public void It_takes_the_place_of_what_runs_and_passes_holds()
    {
        var scene = SomeLane.Started().Do(SomeLane.Production, new PlaceHold("shop", "production", "h", "look"))
            .Do(SomeLane.Production, new Rollback("back", "errors")).Pursue().Carry().Pursue();
        Assert.Equal(DeploymentStatus.Cancelled, scene.Run().Status);
        Assert.Equal("back", scene.LaneOf().Active!.Deployment.Deployment);
    }

    [Fact]
    public void There_is_one_rollback_at_a_time()
    {
        var scene = SomeLane.Started().Carry().Pursue().Do(SomeLane.Production, new Rollback("back", "errors"));
        Assert.Empty(scene.Events(SomeLane.Production, new Rollback("back", "errors")));
        Assert.Equal(RefusalKind.Conflict, scene.Refused(SomeLane.Production, new Rollback("again", "errors")).Kind);
    }

    [Fact]
    public void After_a_failed_rollback_the_next_finishes_it_and_does_not_leave_the_good_one()
    {
        var scene = SomeLane.Started().Carry().Pursue().Do(SomeLane.Production, new Rollback("back", "errors")).Pursue()
            .Carry("back", SomeLane.Failing("switch/p2")).Pursue();
        Assert.True(scene.LaneOf().IsMixed);
        var queued = Assert.IsType<DeploymentQueued>(Assert.Single(scene.Events(SomeLane.Production, new Rollback("more", "finish it"))));
        Assert.Equal("1.0.0", queued.Deployment.Version);
    }

    [Fact]
    public void One_whose_goal_was_marked_bad_meanwhile_never_starts()
    {
        var scene = SomeLane.Started().Carry().Pursue().Do(SomeLane.Production, new Rollback("back", "errors"))
            .Do(SomeLane.Production, new MarkBad("1.0.0", "digest-0", "leaks too"));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeLane.Production, new TakeSlot("back")).Kind);
        Assert.Empty(scene.Pursue().LaneOf().Queue);
    }

    [Fact]
    public void It_goes_back_to_the_newest_good_one_that_is_not_bad()
    {
        var scene = SomeLane.Started().Carry().Pursue().Do(SomeLane.Production, new MarkBad("1.1.0", "digest-1", "leaks"));
        Assert.Equal("1.0.0", scene.LaneOf().LastKnownGood!.Version);
        Assert.Equal("1.0.0", Assert.IsType<DeploymentQueued>(
            Assert.Single(scene.Events(SomeLane.Production, new Rollback("back", "leaks")))).Deployment.Version);
    }

    [Fact]
    public void Without_anything_good_before_it_says_so() => Assert.Contains("nothing to roll back to",
        SomeLane.Adopted().Refused(SomeLane.Production, new Rollback("back", "errors")).Reason, StringComparison.Ordinal);
}

public sealed class Adopting
{
    [Fact]
    public void What_runs_today_is_the_last_known_good()
    {
        var lane = SomeLane.Adopted().LaneOf();
        Assert.Equal(("1.0.0", "1.0.0", "digest-0"), (lane.RunningVersion, lane.LastKnownGood!.Version, lane.LastKnownGood.Digest));
    }

    [Fact]
    public void Twice_changes_nothing() => Assert.Empty(SomeLane.Adopted().Events(SomeLane.Production,
        new AdoptVersion("shop", "production", "1.0.0", "old.tar", "digest-0", ["p1", "p2"])));

    [Fact]
    public void Not_while_something_runs() => Assert.Equal(RefusalKind.Conflict,
        SomeLane.Started().Refused(SomeLane.Production, Version("1.0.5")).Kind);

    [Fact]
    public void Not_what_is_marked_bad() => Assert.Equal(RefusalKind.Invalid, SomeLane.Adopted()
        .Do(SomeLane.Production, new MarkBad("1.0.5", "digest-1.0.5", "leaks")).Refused(SomeLane.Production, Version("1.0.5")).Kind);

    private static AdoptVersion Version(string version) =>
        new("shop", "production", version, "a.tar", $"digest-{version}", ["p1", "p1", "p2"]);
}
