using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class TakingTheSlot
{
    private static readonly TakeSlot Take = new("prod-1");

    [Fact]
    public void Lifting_a_hold_of_a_lane_that_never_was_names_no_empty_place()
    {
        var refusal = new LiftHold("h", "looked").Decide(Lane.Empty, new Moment(default, "bob")).Refusal;

        Assert.Equal(
            "There is no hold h: nothing was deployed or held on that lane yet; `plimsoll service show` lists them.",
            refusal?.Reason);
    }

    [Fact]
    public void With_nothing_in_its_way_it_starts_and_keeps_how_the_gates_stood()
    {
        var taken = Assert.IsType<SlotTaken>(Assert.Single(SomeLane.Queued().Events(SomeLane.Production, Take)));
        Assert.Equal((8, true), (taken.Gates.Count(g => g.Verdict == Verdict.Passed), taken.AsProduction));
    }

    [Fact]
    public void A_closed_gate_blocks_production() =>
        Blocked("gate.security-scan", scene => scene.See(Concepts.SecurityScan, Verdict.Failed));

    [Fact]
    public void A_sign_off_taken_back_blocks() => Blocked("gate.sign-off.Release Manager",
        scene => scene.Do(SomeRelease.Stream, new TakeBackSignOff("Release Manager", "doubt")));

    [Fact]
    public void A_withdrawn_release_blocks() =>
        Blocked("release.withdrawn", scene => scene.Do(SomeRelease.Stream, new WithdrawRelease("no")));

    [Fact]
    public void A_newer_candidate_blocks() => Assert.Contains("release.candidate", SomeLane.Queued().Seal(2).Blockers());

    [Fact]
    public void A_hold_blocks_until_it_is_lifted()
    {
        var scene = SomeLane.Queued();
        scene.Do(SomeLane.Production, new PlaceHold("shop", "production", "h", "look"));
        Assert.Equal(["lane.hold"], scene.Blockers());
        Assert.Empty(scene.Do(SomeLane.Production, new LiftHold("h", "looked")).Blockers());
    }

    [Fact]
    public void A_bad_mark_blocks_but_for_a_waiver()
    {
        var scene = SomeLane.Queued().Do(SomeLane.Production, new MarkBad("1.1.0", "digest-1", "leaks"));
        Assert.Equal(["lane.bad"], scene.Blockers());
        scene.Do(SomeRelease.Stream, new RequestWaiver(LaneRules.BadMarkWaiver, "fixed by a flag", scene.Now.AddDays(1)), "dan")
            .Do(SomeRelease.Stream, new GrantWaiver(LaneRules.BadMarkWaiver), "sue");
        Assert.Empty(scene.Blockers());
        Assert.Equal(["lane.bad"], scene.After(TimeSpan.FromDays(1)).Blockers().Where(b => b.StartsWith("lane", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bytes_that_did_not_pass_staging_block() => Assert.Equal(["lane.staging"],
        SomeLane.Adopted().Queue("production", "prod-1").Blockers());

    [Fact]
    public void An_adopted_version_is_no_test_on_staging() => Assert.Equal(["lane.staging"],
        SomeLane.Adopted().Do(SomeLane.Staging, new AdoptVersion("shop", "staging", "1.1.0", "shop.tar", "digest-1", ["s1"]))
            .Queue("production", "prod-1").Blockers());

    [Fact]
    public void A_mark_on_staging_blocks_production_and_the_waiver_lifts_that_too()
    {
        var scene = SomeLane.Queued().Do(SomeLane.Staging, new MarkBad("1.1.0", "digest-1", "flaky"));
        Assert.Equal(["lane.staging"], scene.Blockers());
        scene.Do(SomeRelease.Stream, new RequestWaiver(LaneRules.BadMarkWaiver, "flaky test", scene.Now.AddDays(1)), "dan")
            .Do(SomeRelease.Stream, new GrantWaiver(LaneRules.BadMarkWaiver), "sue");
        Assert.Empty(scene.Blockers());
    }

    [Fact]
    public void An_environment_that_is_gone_blocks() => Blocked("service.environment", scene => scene.Do(Service.StreamOf("shop"),
        new DefineService(SomeService.Usual with { Environments = [SomeService.Usual.Environments[0],
            SomeService.Environment("production-eu", "production", "p1", "p2")] })));

    [Fact]
    public void What_was_let_start_as_staging_does_not_run_where_production_is_by_now()
    {
        var scene = SomeLane.Adopted().Queue("staging", "stage-1").Do(SomeLane.Staging, new TakeSlot("stage-1"))
            .Do(Deployment.StreamOf("stage-1"), new RequestDeployment("stage-1", "shop", "staging", Order("stage-1")));
        scene.Do(Service.StreamOf("shop"), new DefineService(SomeService.Usual.With("staging", e => e with { Stage = "production" }) with
        {
            NoStaging = "we dare",
        }));
        Assert.IsType<DeploymentRejected>(Assert.Single(scene.Events(Deployment.StreamOf("stage-1"), new BeginDeployment())));
    }

    [Fact]
    public void A_lane_has_one_slot()
    {
        var scene = SomeLane.Started().Queue("production", "prod-2");
        Assert.Equal(["lane.busy"], scene.Blockers("prod-2"));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeLane.Production, new TakeSlot("prod-2")).Kind);
    }

    [Fact]
    public void Who_asked_first_goes_first()
    {
        var scene = SomeLane.Queued().Queue("production", "prod-2");
        Assert.Equal(["lane.queue"], scene.Blockers("prod-2"));
        Assert.Equal("prod-1", scene.Pursue().LaneOf().Active!.Deployment.Deployment);
    }

    [Fact]
    public void One_that_waits_for_something_else_holds_up_nobody()
    {
        var hotfix = Release.StreamOf("shop", "1.0.1");
        var scene = SomeLane.Queued().See(Concepts.SecurityScan, Verdict.Failed)
            .Do(hotfix, new CreateRelease("shop", "1.0.1", ReleaseType.Patch, "1.0.0", null, "incident 3"), "dora")
            .Do(hotfix, new SealCandidate("fix", "shop.tar", "digest-1", "usual", ["dan", "dora"], []), "dan")
            .Do(SomeLane.Production, new QueueDeployment("fix-1", "shop", "production", "1.0.1", "", ""));
        Assert.DoesNotContain("lane.queue", scene.Blockers("fix-1"));
    }

    [Fact]
    public void Staging_does_not_wait_for_gates()
    {
        var scene = SomeLane.Adopted().See(Concepts.SecurityScan, Verdict.Failed).Queue("staging", "stage-1").Pursue();
        Assert.Equal("stage-1", scene.LaneOf("staging").Active!.Deployment.Deployment);
    }

    [Fact]
    public void While_only_observing_the_gates_are_kept_but_do_not_block()
    {
        var observing = SomeService.Usual with { ObserveUntil = new DateOnly(2026, 3, 5) };
        var scene = SomeLane.Queued(observing).See(Concepts.SecurityScan, Verdict.Failed);
        Assert.Empty(scene.Blockers());
        var taken = Assert.IsType<SlotTaken>(Assert.Single(scene.Events(SomeLane.Production, Take)));
        Assert.Contains(new GateAtStart("security-scan", Verdict.Failed), taken.Gates);
        Assert.Contains("gate.security-scan", SomeLane.Queued(observing).See(Concepts.SecurityScan, Verdict.Failed)
            .After(TimeSpan.FromDays(4)).Blockers());
    }

    [Fact]
    public void What_will_never_start_is_taken_out_of_the_queue_with_its_reason()
    {
        var scene = SomeLane.Queued().Pursued().Do(SomeRelease.Stream, new WithdrawRelease("it leaks")).Pursue();
        Assert.Empty(scene.LaneOf().Queue);
        Assert.Equal(DeploymentStatus.Cancelled, scene.Run().Status);
        Assert.Contains("it leaks", scene.Run().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_cancelled_while_it_waited_leaves_the_queue_and_is_not_asked_for_again()
    {
        var scene = SomeLane.Queued().Pursued().Do(Deployment.StreamOf("prod-1"), new CancelDeployment("not now")).Pursue();
        Assert.Empty(scene.LaneOf().Queue);
        Assert.Equal(RefusalKind.TooLate, scene.Refused(
            SomeLane.Production, new QueueDeployment("prod-1", "shop", "production", "1.1.0", "", "")).Kind);
    }

    private static void Blocked(string code, Func<Scene, Scene> closing)
    {
        var scene = closing(SomeLane.Queued());
        var refusal = scene.Refused(SomeLane.Production, Take);
        Assert.Equal(RefusalKind.Blocked, refusal.Kind);
        Assert.Equal([code], refusal.Blockers.Select(b => b.Code));
        Assert.All(refusal.Blockers, b => Assert.NotEmpty(b.WhoCanClear));
    }

    private static Queued Order(string id) =>
        new(id, "1.1.0", 1, "shop.tar", "digest-1", DeploymentKind.Deploy, "", "ada", DateTimeOffset.UnixEpoch, "");
}
