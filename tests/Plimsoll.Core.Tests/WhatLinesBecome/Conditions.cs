using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>Lines that hold only sometimes: computed, asked, or on unless somebody goes against them.</summary>
public sealed class Conditions
{
    private static Check When(Check line, string type, string text) => line with { Condition = new Condition(type, text) };

    [Theory]
    [InlineData("ask", "if needed")]
    [InlineData("property", "if the UI changes")]
    [InlineData("when", "when metrics are healthy")]
    public void A_gate_that_is_asked_about_is_answered_with_a_reason_for_one_candidate(string type, string text)
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", When(SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual), type, text)));
        Assert.True(scene.GateOf(SomeLine.Id).IsInTheWay);
        Assert.Equal(RefusalKind.Forbidden, Refused(scene, "no UI", "pam"));
        Assert.Equal(RefusalKind.Invalid, Refused(scene, " ", "bob"));
        scene.Do(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, "no UI in it"), "bob");
        Assert.Equal((Verdict.NotApplicable, "bob says it does not apply: no UI in it"),
            (scene.GateOf(SomeLine.Id).Verdict, scene.GateOf(SomeLine.Id).Sentence));
        Assert.True(scene.Seal(2, playbook: "extra-book").GateOf(SomeLine.Id).IsInTheWay);
    }

    [Fact]
    public void A_line_without_condition_is_waived_and_not_answered() => Assert.Equal(RefusalKind.Invalid, Refused(
        SomeLine.Ready(SomeLine.Book("window-scheduled", SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual))), "no", "bob"));

    [Fact]
    public void Against_a_preference_two_people_say_so()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", When(SomeLine.Of("approval", CheckKind.Check, CheckMode.Manual), "prefer", "two reviewers")));
        scene.Do(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, "it is night"), "bob");
        Assert.True(scene.GateOf(SomeLine.Id).IsInTheWay);
        scene.Do(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, "it is night"), "ada");
        Assert.Equal("deviation by bob and ada: it is night", scene.GateOf(SomeLine.Id).Sentence);
    }

    [Fact]
    public void A_step_for_another_type_of_release_does_not_apply() => Assert.Equal(
        (StepStatus.NotApplicable, "for major releases only"), SomeLine.Staged(SomeLine.Book("announce",
            When(SomeLine.Of("deploy", CheckKind.Step, CheckMode.Manual), "type", "major"))).StepOf() is var step ? (step.Status, step.Sentence) : default);

    [Fact]
    public void What_the_engine_would_do_sometimes_waits_for_a_word()
    {
        var tell = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Auto, "announce", "notify(release;support)");
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", When(tell, "ask", "if customers notice")));
        Assert.Equal("only if customers notice: Release Manager says whether it applies", scene.StepOf().Sentence);
        Assert.Equal("plimsoll release applies shop 1.1.0 extra yes --reason \"…\"", Assert.Single(scene.InTheWay()).Command);
        var no = new Scene(scene).Do(SomeLine.Walk, new AnswerStep(SomeLine.Id, false, "they do not"), "bob").Pursue();
        Assert.Equal((StepStatus.NotApplicable, true), (no.StepOf().Status, no.Production().Exists));
        scene.Do(SomeLine.Walk, new AnswerStep(SomeLine.Id, true, "they do"), "bob").Pursue();
        Assert.Equal(StepStatus.Done, scene.StepOf().Status);
        Assert.Single(scene.Facts, f => f.Event is ReleaseAnnounced);
    }

    [Fact]
    public void Production_by_hand_is_a_deviation_of_two_people_and_done_when_the_targets_run_it()
    {
        var hand = SomePlaybook.Step(24, "deploy-production") with { Condition = new Condition("prefer", "automated pipeline") };
        var book = SomePlaybook.With("extra-book", [.. SomePlaybook.Gates, .. SomePlaybook.SignOffs,
            .. SomePlaybook.Steps.Select(s => s.Id == hand.Id ? hand : s)]);
        var scene = SomeLine.Ready(book).Do(SomeLine.Walk, new OpenShipment("shop", "1.1.0", 1));
        scene.Do(SomeLine.Walk, new DeviateStep(hand.Id, "the pipeline is down"), "ada");
        Assert.Equal(StepWork.Deploy, scene.StepOf(hand.Id).Work);
        scene.Do(SomeLine.Walk, new DeviateStep(hand.Id, "it is"), "bob").Pursue().Carry($"{SomeLine.Shipping}-staging").Pursue();
        Assert.Contains("deviation by ada and bob: the pipeline is down", scene.StepOf(hand.Id).Sentence, StringComparison.Ordinal);
        Assert.False(scene.Production().Exists);
        Assert.Contains("service adopt", scene.Refused(SomeLine.Walk, new CompleteStep(hand.Id, false, "done"), "ada").Reason, StringComparison.Ordinal);
        scene.Do(SomeLane.Production, new AdoptVersion("shop", "production", "1.1.0", "shop.tar", "digest-1", ["p1", "p2"]));
        Assert.Equal(StepStatus.Done, scene.Do(SomeLine.Walk, new CompleteStep(hand.Id, false, "copied"), "ada").StepOf(hand.Id).Status);
    }

    [Fact]
    public void A_duty_that_does_not_apply_is_told_with_its_reason_and_may_apply_after_all()
    {
        var line = When(SomeLine.Of("incident.mitigate", CheckKind.Step, CheckMode.Manual), "ask", "if data leaked");
        var scene = SomeIncident.Quiet().Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(SomeLine.Book("", line), []))).Tell(SomeIncident.Declare());
        scene.Tell(new AnswerDuty(SomeLine.Id, false, "no data involved"), "sue");
        Assert.Equal((DutyState.NotApplicable, "no data involved"), Duty(scene) is var duty ? (duty.State, duty.Evidence) : default);
        Assert.Equal(DutyState.Open, Duty(scene.Tell(new AnswerDuty(SomeLine.Id, true, "some was"), "sue")).State);
    }

    [Fact]
    public void A_groups_line_is_done_by_its_lines_and_in_their_order()
    {
        var head = SomeLine.Of("approval", CheckKind.Check, CheckMode.Manual) with { Id = "qa", InOrder = true };
        var one = SomeLine.Of("approval", CheckKind.Check, CheckMode.Manual) with { Id = "one", Group = "qa" };
        var two = one with { Id = "two" };
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", head, one, two));
        Assert.Equal("2 of its 2 lines are open", scene.GateOf("qa").Sentence);
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeRelease.Stream, new ConfirmGate("two", ""), "bob").Kind);
        scene.Do(SomeRelease.Stream, new ConfirmGate("one", ""), "bob").Do(SomeRelease.Stream, new ConfirmGate("two", ""), "bob");
        Assert.Equal("all 2 lines of it are done", scene.GateOf("qa").Sentence);
        var signed = SomeLine.Ready(SomeLine.Book("window-scheduled", head with { Kind = CheckKind.Approval }, one));
        signed.Do(SomeRelease.Stream, new ConfirmGate("one", ""), "bob");
        Assert.True(signed.GateOf("qa").IsInTheWay);
        Assert.True(signed.Do(SomeRelease.Stream, new ConfirmGate("qa", ""), "bob").GateOf("qa").IsOpen);
    }

    [Fact]
    public void Steps_of_a_group_close_it()
    {
        var head = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Manual) with { Id = "prepare" };
        var one = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Manual) with { Id = "one", Group = "prepare" };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", head, one));
        Assert.Equal((StepStatus.Todo, StepStatus.Waiting), (scene.StepOf("prepare").Status, scene.StepOf("one").Status));
        scene.Do(SomeLine.Walk, new CompleteStep("one", false, "done"), "bob").Ship();
        Assert.Equal((StepStatus.Done, ShipmentStatus.Done), (scene.StepOf("prepare").Status, scene.ShipmentOf().Status));
    }

    [Fact]
    public void A_gate_that_is_due_before_the_start_says_so_and_whether_it_is_late()
    {
        var line = SomeLine.Of("approval", CheckKind.Check, CheckMode.Manual) with { Due = new Due("deploy", TimeSpan.FromHours(-24), "T-24h") };
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", line));
        scene.Do(SomeRelease.Stream, new PlanStart(scene.Now.AddHours(30)));
        Assert.EndsWith("due 2026-03-02 14:00 UTC", scene.GateOf(SomeLine.Id).Sentence, StringComparison.Ordinal);
        Assert.EndsWith("it was due 2026-03-02 14:00 UTC", scene.After(TimeSpan.FromHours(6)).GateOf(SomeLine.Id).Sentence, StringComparison.Ordinal);
    }

    private static Duty Duty(Scene scene) => scene.Duties().Single(d => d.Check.Id == SomeLine.Id);

    private static RefusalKind Refused(Scene scene, string reason, string actor) =>
        scene.Refused(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, reason), actor).Kind;
}
