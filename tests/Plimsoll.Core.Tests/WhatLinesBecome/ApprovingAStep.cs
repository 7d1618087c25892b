using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Access;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>A line between staging and production that somebody has to approve.</summary>
public sealed class ApprovingAStep
{
    private static readonly Check Posture = SomeLine.Of("deploy", CheckKind.Approval, CheckMode.Manual) with
    {
        Owners = ["Security Lead"], Approvers = ["Security Lead"], Text = "Security Lead approves staging posture",
    };

    [Fact]
    public void Production_does_not_take_its_slot_before_it_is_given_and_the_page_says_who_gives_it()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Posture));
        var blocker = Assert.Single(scene.InTheWay());
        Assert.Equal(("step.extra", "Security Lead", "plimsoll release complete-step shop 1.1.0 extra --note \"…\"", 50),
            (blocker.Code, blocker.WhoCanClear, blocker.Command, blocker.Line));
        scene.Do(SomeLane.Production, new QueueDeployment("early", "shop", "production", "1.1.0", SomeLine.Shipping, ""));
        Assert.Contains("step.extra", scene.Blockers("early"));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeLane.Production, new TakeSlot("early")).Kind);
        scene.Do(SomeLane.Production, new CancelQueued("early", "too early"));
        scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "clean"), "sue").Pursue();
        Assert.Equal("approved as Security Lead: clean", scene.StepOf().Sentence);
        Assert.True(scene.Production().Exists);
    }

    [Fact]
    public void It_is_not_approved_before_its_turn_nor_by_anybody_else_nor_skipped()
    {
        var scene = SomeLine.Ready(SomeLine.Book("deploy-production", Posture)).Do(SomeLine.Walk, new OpenShipment("shop", "1.1.0", 1));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "sue").Kind);
        scene.Pursue().Carry($"{SomeLine.Shipping}-staging").Pursue();
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "ada").Kind);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeLine.Walk, new CompleteStep(SomeLine.Id, true, "no"), "sue").Kind);
    }

    [Fact]
    public void Who_created_the_release_cannot_sign_it_but_can_attest_it()
    {
        var signed = Posture with { Owners = ["Developers"], Approvers = ["Developers"] };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", signed));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "dora").Kind);
        scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "dan");
        var attested = SomeLine.Of("deploy", CheckKind.Gate, CheckMode.Manual) with { Owners = ["Developers"] };
        Assert.Equal(StepStatus.Done, SomeLine.Staged(SomeLine.Book("deploy-production", attested))
            .Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "dora").StepOf().Status);
    }

    [Fact]
    public void A_yes_under_a_claimed_name_is_given_again_once_accounts_exist()
    {
        var both = Posture with { Approvers = ["Security Lead", "PM"] };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", both)).Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "sue");
        scene.WithAccounts().Join("sue", "service/shop", "Security Lead").Join("eli", "service/shop", "PM");
        var unproven = scene.Refused(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), SomePeople.Id("eli"));
        Assert.Contains("release seal", unproven.Reason, StringComparison.Ordinal);
        scene.SealAgain(SomePeople.Id("dan"));
        scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), SomePeople.Id("eli"));
        Assert.NotEqual(StepStatus.Done, scene.StepOf().Status);
        scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), SomePeople.Id("sue"));
        Assert.Equal(StepStatus.Done, scene.StepOf().Status);
    }

    [Fact]
    public void Every_named_role_signs()
    {
        var both = Posture with { Approvers = ["Security Lead", "PM"] };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", both)).Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "sue").Pursue();
        Assert.Equal(["PM"], scene.StepOf().People);
        Assert.Equal(StepStatus.Waiting, scene.StepOf().Status);
        Assert.Equal(StepStatus.Done, scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "pam").StepOf().Status);
    }

    [Fact]
    public void No_go_ends_the_shipment_with_the_reason()
    {
        var go = SomeLine.Of("deploy", CheckKind.Decision, CheckMode.Manual, "go-no-go", "choice(go,no-go)");
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", go));
        Assert.Equal(RefusalKind.Invalid, scene.Refused(SomeLine.Walk, new RefuseStep(SomeLine.Id, " "), "bob").Kind);
        scene.Do(SomeLine.Walk, new RefuseStep(SomeLine.Id, "support is not ready"), "bob").Pursue();
        Assert.Equal((ShipmentStatus.Failed, "Look twice: no-go by bob: support is not ready"),
            (scene.ShipmentOf().Status, scene.ShipmentOf().Sentence));
        Assert.False(scene.Production().Exists);
    }

    [Fact]
    public void A_waiver_by_the_role_the_line_names_excuses_it()
    {
        var line = Posture with { WaivedBy = "PM" };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", line))
            .Do(SomeRelease.Stream, new RequestWaiver(SomeLine.Id, "she is ill", SomeLine.Staged(SomeLine.Book("")).Now.AddDays(1)), "dan");
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeRelease.Stream, new GrantWaiver(SomeLine.Id), "bob").Kind);
        scene.Do(SomeRelease.Stream, new GrantWaiver(SomeLine.Id), "pam").Pursue();
        Assert.Equal((StepStatus.Skipped, true), (scene.StepOf().Status, scene.Production().Exists));
    }

    [Fact]
    public void Advice_is_shown_and_in_nobodys_way()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Posture with { Blocks = "none" })).Ship();
        Assert.Equal(ShipmentStatus.Done, scene.ShipmentOf().Status);
        var gate = SomeLine.Ready(SomeLine.Book("window-scheduled", SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with { Blocks = "none" }));
        Assert.Equal((false, false), (gate.GateOf(SomeLine.Id).IsOpen, gate.GateOf(SomeLine.Id).IsInTheWay));
        Assert.StartsWith("Safe to ship: 8 of 8", Readiness.Sentence(gate.ReleaseOf(), gate.Gates()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_decided_with_no_stays_shut_until_somebody_says_yes()
    {
        var go = SomeLine.Of("approval", CheckKind.Decision, CheckMode.Manual, "go-no-go", "choice(go,no-go)");
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", go));
        scene.Do(SomeRelease.Stream, new RefuseGate(SomeLine.Id, "the load test failed"), "bob");
        Assert.Equal((Verdict.Failed, "bob says no: the load test failed"),
            (scene.GateOf(SomeLine.Id).Verdict, scene.GateOf(SomeLine.Id).Sentence));
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "ada").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void A_named_approver_of_a_gate_is_not_who_made_it()
    {
        var line = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with { Approvers = ["Developers"] };
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", line));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dora").Kind);
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dan").GateOf(SomeLine.Id).IsOpen);
    }
}
