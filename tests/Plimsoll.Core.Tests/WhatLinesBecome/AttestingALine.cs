using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Guide;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>Confirmed, verified, validated and reviewed ask for a second person's word; only words that approve keep
/// whoever made it from giving it.</summary>
public sealed class AttestingALine
{
    private static readonly Check Reviewed = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with
    {
        Approvers = ["Developers", "Security Lead"], Attested = true,
    };

    [Theory]
    [InlineData("Staging validated by QA Lead")]
    [InlineData("Release notes reviewed by PM")]
    [InlineData("Dashboards verified by DevOps")]
    [InlineData("Security posture confirmed by Security Lead")]
    public void These_words_only_attest(string line) => Assert.True(Of(line).Attested);

    [Theory]
    [InlineData("Staging approved by QA Lead")]
    [InlineData("Release notes reviewed and signed off by PM")]
    [InlineData("Security Lead sign-off")]
    [InlineData("Release authorised by Release Manager")]
    [InlineData("UAT verified and accepted by PM")]
    [InlineData("Clearance from Security Lead")]
    public void These_words_approve(string line) => Assert.Equal((false, true),
        (Of(line).Attested, Signing.IsSignOff(Of(line))));

    [Fact]
    public void A_line_under_it_says_how()
    {
        var below = SomeGuide.Of("## Pre-release\n- [ ] Feed the gulls\n  - Verified by: QA Lead\n- [ ] Count the gulls\n  - Approved by: QA Lead\n");
        Assert.Equal([true, false], below.Playbook.Checks.Where(c => c.Line > 0 && !c.Approvers.IsEmpty).Select(c => c.Attested));
    }

    [Fact]
    public void A_comment_that_approves_approves() =>
        Assert.False(Of("Staging validated <!-- plimsoll: approve=QA Lead -->").Attested);

    [Fact]
    public void It_survives_being_written_and_read() => Assert.True(PlaybookJson.Read(PlaybookJson.Write(
        SomeGuide.Of("## Pre-release\n- [ ] Gulls counted, verified by QA Lead\n").Playbook)).Checks[0].Attested);

    [Fact]
    public void One_word_of_any_holder_opens_a_gate_also_of_who_made_it()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", Reviewed));
        Assert.Contains("Developers or Security Lead to confirm", scene.GateOf(SomeLine.Id).Sentence, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Forbidden,
            scene.Refused(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "pam").Kind);
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dora").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void A_sign_off_in_its_place_takes_every_role_and_not_who_made_it()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", Reviewed with { Attested = false }));
        Assert.Equal(RefusalKind.Forbidden,
            scene.Refused(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dora").Kind);
        Assert.False(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dan").GateOf(SomeLine.Id).IsOpen);
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "sue").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void What_a_machine_saw_still_needs_the_second_persons_word()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", Reviewed with { Mode = CheckMode.Auto })).See(SomeLine.Id);
        Assert.False(scene.GateOf(SomeLine.Id).IsOpen);
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dora").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void A_step_waits_for_one_of_them_and_says_confirmed()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Reviewed with { Phase = "deploy" }));
        Assert.Contains("Developers or Security Lead to confirm it", scene.StepOf().Sentence, StringComparison.Ordinal);
        scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "fine"), "dora");
        Assert.Equal((StepStatus.Done, "confirmed as Developers: fine"),
            (scene.StepOf().Status, scene.StepOf().Sentence));
    }

    [Theory]
    [InlineData("Reopening approved by Release Manager or PM", true)]
    [InlineData("Reopening approved by Release Manager and PM", false)]
    public void Approvers_joined_by_or_are_one_of_them(string line, bool any) =>
        Assert.Equal((2, any), (Of(line).Approvers.Length, Of(line).AnyApprover));

    [Fact]
    public void One_of_them_opens_the_gate_and_is_not_who_made_it()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", Reviewed with { Attested = false, AnyApprover = true }));
        Assert.Contains("Developers or Security Lead to sign", scene.GateOf(SomeLine.Id).Sentence, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Forbidden,
            scene.Refused(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "dora").Kind);
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), "sue").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void Or_one_of_them_the_step()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production",
            Reviewed with { Phase = "deploy", Attested = false, AnyApprover = true }));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeLine.Walk, new ApproveStep(SomeLine.Id, ""), "dora").Kind);
        Assert.Equal(StepStatus.Done,
            scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "fine"), "sue").StepOf().Status);
    }

    [Fact]
    public void A_line_of_an_incident_is_done_when_every_role_has_signed_it()
    {
        var all = Declared(Reviewed with { Phase = "incident.mitigate", Attested = false });
        all.Tell(new CompleteDuty(SomeLine.Id, "fine"), "dan");
        Assert.Equal((DutyState.Open, "signed as Developers; waits for Security Lead"), Line(all));
        Assert.Equal(DutyState.Open, Line(all.Tell(new CompleteDuty(SomeLine.Id, "again"), "dan")).State);
        Assert.Equal(DutyState.Done, Line(all.Tell(new CompleteDuty(SomeLine.Id, "safe"), "sue")).State);

        var one = Declared(Reviewed with { Phase = "incident.mitigate", Attested = false, AnyApprover = true });
        Assert.Equal(DutyState.Done, Line(one.Tell(new CompleteDuty(SomeLine.Id, "fine"), "dan")).State);
    }

    private static Scene Declared(Check line) => SomeIncident.Quiet()
        .Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(SomeLine.Book("", line), []))).Tell(SomeIncident.Declare());

    private static (DutyState State, string Evidence) Line(Scene scene) =>
        scene.Duties().Single(d => d.Check.Id == SomeLine.Id) is var duty ? (duty.State, duty.Evidence) : default;

    private static Check Of(string line) => SomeGuide.Line("Pre-release", $"- [ ] {line}");
}
