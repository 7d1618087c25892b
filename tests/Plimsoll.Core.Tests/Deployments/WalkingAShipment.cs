using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Guide;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class WalkingAShipment
{
    private const string Id = "shop-1.1.0-1";
    private static readonly StreamName Stream = Shipment.StreamOf(Id);
    private static readonly ServiceDefinition WithBackup =
        SomeService.Usual.With("production", e => e with { Backup = new Backup("dump", "check", "load") });

    [Fact]
    public void It_walks_the_whole_checklist_in_the_guides_order_and_announces_once()
    {
        var scene = Shipped(SomeLane.Adopted(WithBackup));
        Assert.Equal(ShipmentStatus.Done, Walk(scene).Status);
        Assert.Equal(
        [
            "window-scheduled NotApplicable", "backup Done", "deploy-staging Done", "smoke-staging Done", "deploy-production Done",
            "post-deploy-verify Done", "announce Done",
        ], Walk(scene).Steps.Select(s => $"{s.Id} {s.Status}"));
        Assert.Equal(["support@example.org"], Assert.Single(scene.Facts.Select(f => f.Event).OfType<ReleaseAnnounced>()).To);
        Assert.Equal("1.1.0", scene.LaneOf().RunningVersion);
    }

    [Fact]
    public void What_is_released_is_not_shipped_and_announced_once_more()
    {
        var again = Shipment.StreamOf("shop-1.1.0-2");
        var scene = Shipped(SomeLane.Adopted(WithBackup));
        Assert.Equal(RefusalKind.TooLate, scene.Refused(again, new OpenShipment("shop", "1.1.0", 2)).Kind);
        scene.Do(SomeRelease.Stream, new SealCandidate("c2", "shop.tar", "d2", "usual", ["dan"], []), "dan");
        Assert.True(scene.Do(again, new OpenShipment("shop", "1.1.0", 2)).Get<Shipment>(again).IsOpen);
    }

    [Fact]
    public void The_reference_guide_ships_as_it_is_compiled()
    {
        var playbook = SomeGuide.Reference().Playbook;
        var scene = SomeRelease.Draft(playbook).Seal(playbook: playbook.Hash).OpenGates();
        Assert.Equal((8, 8), (scene.Gates().Length, scene.Gates().Count(g => g.IsOpen)));
        Assert.Equal(ShipmentStatus.Done, Walk(Shipped(scene)).Status);
    }

    [Fact]
    public void The_backup_is_not_awaited_before_production()
    {
        var scene = Open(SomeLane.Adopted(WithBackup)).Pursue();
        Assert.Equal((StepStatus.Todo, StepStatus.Running), (Step(scene, "backup").Status, Step(scene, "deploy-staging").Status));
    }

    [Fact]
    public void A_persons_step_between_backup_and_production_does_not_wait_for_the_backup()
    {
        var book = SomePlaybook.With("go", [.. SomePlaybook.Gates, .. SomePlaybook.SignOffs, SomePlaybook.Step(22, "backup"),
            SomePlaybook.Step(23, "go-no-go", CheckMode.Manual), SomePlaybook.Step(24, "deploy-production")]);
        var scene = Open(SomeRelease.Draft(book, service: WithBackup).Seal(playbook: "go").OpenGates()).Pursue();
        Assert.Equal(StepStatus.Waiting, Step(scene, "go-no-go").Status);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Stream, new CompleteStep("go-no-go", false, "go"), "pam").Kind);
        scene.Do(Stream, new CompleteStep("go-no-go", false, "go"), "bob");
        Assert.Equal(StepStatus.Done, Step(scene, "go-no-go").Status);
    }

    [Fact]
    public void A_skipped_backup_is_told_and_leaves_no_shipment_open()
    {
        var scene = Open(SomeLane.Adopted(WithBackup)).Pursue().Carry($"{Id}-staging").Pursue()
            .Carry($"{Id}-production", SomeLane.Failing("backup"));
        scene.Do(Deployment.StreamOf($"{Id}-production"), new AnswerQuestion(Choice.Skip, "nothing to lose"));
        scene.Carry($"{Id}-production").Pursue();
        Assert.Equal((ShipmentStatus.Done, StepStatus.Skipped), (Walk(scene).Status, Step(scene, "backup").Status));
    }

    [Fact]
    public void Production_waits_with_every_blocker_and_starts_by_itself_when_the_last_one_goes()
    {
        var scene = Open(SomeLane.Adopted().See(Concepts.CiGreen, Verdict.Failed)).Pursue().Carry($"{Id}-staging").Pursue();
        Assert.Equal((StepStatus.Waiting, ShipmentStatus.Waiting), (Step(scene, "deploy-production").Status, Walk(scene).Status));
        Assert.Contains("CI passing", Step(scene, "deploy-production").Sentence, StringComparison.Ordinal);
        Assert.NotNull(scene.After(TimeSpan.FromMinutes(1)).See(Concepts.CiGreen).Pursue().LaneOf().Active);
    }

    [Fact]
    public void Shipping_again_takes_over_what_still_holds()
    {
        var scene = Open(SomeLane.Adopted()).Pursue().Carry($"{Id}-staging").Pursue().Do(Stream, new CancelShipment("later")).Pursue();
        scene.Do(Shipment.StreamOf("shop-1.1.0-2"), new OpenShipment("shop", "1.1.0", 2));
        var step = scene.Get<Shipment>(Shipment.StreamOf("shop-1.1.0-2")).Steps.Single(s => s.Id == "deploy-staging");
        Assert.Equal((StepStatus.Done, $"taken over from {Id}-staging: the same bytes passed there"), (step.Status, step.Sentence));
    }

    [Fact]
    public void A_failed_verification_fails_the_shipment_and_announces_nothing()
    {
        var scene = Open(SomeLane.Adopted()).Pursue().Carry($"{Id}-staging").Pursue()
            .Carry($"{Id}-production", SomeLane.Failing("verify"));
        scene.Do(Deployment.StreamOf($"{Id}-production"), new AnswerQuestion(Choice.RollBack, "errors")).Pursue();
        Assert.Equal(ShipmentStatus.Failed, Walk(scene).Status);
        Assert.DoesNotContain(scene.Facts, f => f.Event is ReleaseAnnounced);
    }

    [Fact]
    public void Without_a_line_that_verifies_it_is_announced_only_when_production_has_succeeded()
    {
        var book = SomePlaybook.With("terse", [.. SomePlaybook.Gates, .. SomePlaybook.SignOffs, SomePlaybook.Step(23, "deploy-staging"),
            SomePlaybook.Step(24, "deploy-production"), SomePlaybook.Step(26, "announce")]);
        var scene = Open(SomeRelease.Draft(book).Seal(playbook: "terse").OpenGates()).Pursue().Carry($"{Id}-staging").Pursue()
            .Carry($"{Id}-production", SomeLane.Failing("verify")).Pursue();
        Assert.DoesNotContain(scene.Facts, f => f.Event is ReleaseAnnounced);
    }

    [Fact]
    public void A_release_withdrawn_while_it_waits_ends_the_shipment()
    {
        var scene = Open(SomeLane.Adopted().See(Concepts.CiGreen, Verdict.Failed)).Pursue().Carry($"{Id}-staging").Pursue()
            .Do(SomeRelease.Stream, new WithdrawRelease("it leaks")).Pursue();
        Assert.Equal((ShipmentStatus.Failed, 0), (Walk(scene).Status, scene.LaneOf().Queue.Length));
        Assert.Contains("it leaks", Walk(scene).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_candidate_ends_the_walk_of_the_older_one()
    {
        var scene = Open(SomeLane.Adopted()).Pursue().Seal(2).Carry($"{Id}-staging").Pursue();
        Assert.Equal(ShipmentStatus.Failed, Walk(scene).Status);
        Assert.Contains("candidate 2 was sealed", Walk(scene).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_cancelled_shipment_asked_for_is_never_started()
    {
        var scene = Open(SomeLane.Adopted()).Pursue().Carry($"{Id}-staging").Do(Stream, new CancelShipment("later"));
        Assert.Equal(RefusalKind.TooLate, scene.Refused(SomeLane.Production, new QueueDeployment(
            $"{Id}-production", "shop", "production", "1.1.0", Id, "shipment")).Kind);
        Assert.Null(scene.Pursue().LaneOf().Active);
    }

    [Fact]
    public void The_next_production_waits_until_the_one_before_is_verified()
    {
        var service = SomeService.Usual with
        {
            Environments = [.. SomeService.Usual.Environments, SomeService.Environment("production-us", "production", "u1")],
        };
        var scene = Open(SomeLane.Adopted(service)).Pursue().Carry($"{Id}-staging").Pursue();
        scene.Carry($"{Id}-production", SomeLane.Failing("verify", Outcome.Inconclusive)).Pursue();
        Assert.False(scene.Run($"{Id}-production-us").Exists);
    }

    [Fact]
    public void At_most_one_walk_of_a_release_is_open()
    {
        var scene = Open(SomeLane.Adopted());
        Assert.Equal(RefusalKind.Conflict, scene.Refused(Shipment.StreamOf("shop-1.1.0-2"), new OpenShipment("shop", "1.1.0", 2)).Kind);
        Assert.Equal(RefusalKind.Conflict, scene.Refused(Shipment.StreamOf("shop-1.1.0-3"), new OpenShipment("shop", "1.1.0", 3)).Kind);
    }

    [Fact]
    public void A_guide_without_a_production_line_cannot_ship() => Assert.Contains("no line that deploys to production",
        SomeRelease.Sealed(SomePlaybook.With("half", [.. SomePlaybook.Gates, .. SomePlaybook.Steps.Take(4)])).Refused(
            Stream, new OpenShipment("shop", "1.1.0", 1)).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_draft_cannot_ship() =>
        Assert.Equal(RefusalKind.Invalid, SomeRelease.Draft().Refused(Stream, new OpenShipment("shop", "1.1.0", 1)).Kind);

    private static Scene Open(Scene scene) => scene.Do(Stream, new OpenShipment("shop", "1.1.0", 1));

    private static Scene Shipped(Scene scene) =>
        Open(scene).Pursue().Carry($"{Id}-staging").Pursue().Carry($"{Id}-production").Pursue();

    private static Shipment Walk(Scene scene) => scene.Get<Shipment>(Stream);

    private static Step Step(Scene scene, string id) => Walk(scene).Steps.Single(s => s.Id == id);
}
