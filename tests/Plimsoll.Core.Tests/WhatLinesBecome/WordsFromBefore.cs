using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Access;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>A word is about what there was when it was given: what came later, or was never proved, it says nothing of.
/// </summary>
public sealed class WordsFromBefore
{
    private static readonly Check Seen = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Auto) with { Approvers = ["Security Lead"] };

    [Fact]
    public void What_was_signed_before_it_was_seen_is_signed_again()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", Seen)).Confirm("sue").After(TimeSpan.FromMinutes(5)).See(SomeLine.Id);
        Assert.Equal(Verdict.Stale, scene.VerdictOf(SomeLine.Id));
        Assert.True(scene.Confirm("sue").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void And_again_after_a_failure_in_between()
    {
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", Seen)).See(SomeLine.Id).Confirm("sue");
        Assert.True(scene.GateOf(SomeLine.Id).IsOpen);
        Assert.True(scene.After(TimeSpan.FromMinutes(5)).See(SomeLine.Id).GateOf(SomeLine.Id).IsOpen);
        scene.See(SomeLine.Id, Verdict.Failed).After(TimeSpan.FromMinutes(5)).See(SomeLine.Id);
        Assert.Equal(Verdict.Stale, scene.VerdictOf(SomeLine.Id));
    }

    [Fact]
    public void Notes_saved_after_their_review_are_reviewed_again()
    {
        var line = SomePlaybook.Gate(16, Concepts.NotesDrafted, CheckMode.Auto, "Developers") with
        {
            Approvers = ["PM"], Attested = true,
        };
        var scene = SomeRelease.Sealed(SomePlaybook.With("reviewed", line)).Save("Feeds the gulls.")
            .Do(SomeRelease.Stream, new ConfirmGate(Concepts.NotesDrafted, ""), "pam");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Concepts.NotesDrafted));
        Assert.Equal(Verdict.Stale, scene.After(TimeSpan.FromMinutes(1)).Save("Feeds nobody.").VerdictOf(Concepts.NotesDrafted));
    }

    [Fact]
    public void Of_several_who_sign_each_signs_within_the_time_it_is_good_for()
    {
        var both = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with
        {
            Approvers = ["Security Lead", "PM"], GoodFor = TimeSpan.FromHours(24),
        };
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", both)).Confirm("sue").After(TimeSpan.FromDays(10)).Confirm("pam");
        Assert.Contains("waits for Security Lead to sign it off", scene.GateOf(SomeLine.Id).Sentence, StringComparison.Ordinal);
        Assert.True(scene.Confirm("sue").GateOf(SomeLine.Id).IsOpen);
    }

    [Fact]
    public void That_a_line_does_not_apply_is_said_again_once_accounts_exist()
    {
        var asked = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with { Condition = new Condition("ask", "if needed") };
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", asked)).Do(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, "no data"));
        Assert.Equal(Verdict.NotApplicable, scene.VerdictOf(SomeLine.Id));
        Assert.Equal(Verdict.Pending, scene.WithAccounts().VerdictOf(SomeLine.Id));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("type", "minor")]
    public void That_a_line_does_not_apply_holds_no_more_under_a_guide_that_asks_it_of_every_release(string kind, string text)
    {
        var asked = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with { Condition = new Condition("ask", "if needed") };
        var stricter = SomeLine.Book("window-scheduled", asked with { Condition = kind == "" ? null : new Condition(kind, text) });
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", asked)).Do(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, "no data"));
        scene.Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(stricter with { Hash = "stricter" }, [])))
            .Do(SomeRelease.Stream, new RepinCandidate(1, "stricter"), "system:walk");
        Assert.Equal(Verdict.Pending, scene.VerdictOf(SomeLine.Id));
    }

    [Fact]
    public void So_is_a_verdict_typed_by_hand_but_not_what_a_program_reported()
    {
        var scene = SomeRelease.Sealed().See(Concepts.SecurityScan);
        scene.Do(SomeRelease.Stream, new AddEvidence(
            Concepts.CiGreen, Verdict.Passed, "commit-1", "ada", scene.Now, "I saw it", "", ByHand: true));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Concepts.CiGreen));
        scene.WithAccounts();
        Assert.False(scene.GateOf(Concepts.CiGreen).IsOpen);
        Assert.True(scene.GateOf(Concepts.SecurityScan).IsOpen);
    }

    [Fact]
    public void A_window_waived_under_a_claimed_name_is_waived_again_too()
    {
        var scene = SomeRelease.Ready().Do(SomeRelease.Stream, new RequestWaiver(RequestWaiver.Window, "tonight", SomeRelease.Ready().Now.AddDays(1)), "dan")
            .Do(SomeRelease.Stream, new GrantWaiver(RequestWaiver.Window));
        Assert.True(NeedsNoWindow(scene));
        Assert.False(NeedsNoWindow(scene.WithAccounts()));
    }

    [Fact]
    public void A_waiver_is_of_a_line_and_not_of_what_the_line_is_about()
    {
        var line = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Auto, "load-test");
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", line));
        Assert.Contains("said in extra", scene.Refused(
            SomeRelease.Stream, new RequestWaiver("load-test", "no time", scene.Now.AddDays(1)), "dan").Reason, StringComparison.Ordinal);
        scene.Do(SomeRelease.Stream, new RequestWaiver(SomeLine.Id, "no time", scene.Now.AddDays(1)), "dan")
            .Do(SomeRelease.Stream, new GrantWaiver(SomeLine.Id));
        Assert.Equal(Verdict.Waived, scene.VerdictOf(SomeLine.Id));
    }

    [Fact]
    public void In_a_group_worked_in_order_advice_is_stepped_over_and_so_is_what_is_for_other_releases()
    {
        var parent = SomeLine.Of("pre-release", CheckKind.Gate, CheckMode.Manual) with { InOrder = true };
        Check Child(string id) => parent with { Id = id, ShortId = id, InOrder = false, Group = SomeLine.Id };
        var scene = SomeLine.Ready(SomeLine.Book("window-scheduled", parent, Child("one"), Child("two") with { Blocks = "none" },
            Child("three") with { Condition = new Condition("type", "major") }, Child("four")));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeRelease.Stream, new ConfirmGate("four", "")).Kind);
        scene.Do(SomeRelease.Stream, new ConfirmGate("one", "")).Do(SomeRelease.Stream, new ConfirmGate("four", ""));
        Assert.True(scene.GateOf(SomeLine.Id).IsOpen);
    }

    private static bool NeedsNoWindow(Scene scene) =>
        Calendars.NeedsNoWindow(ReleaseView.Of(scene.ReleaseOf(), scene.World.Reader()), scene.Now);
}

file static class Words
{
    public static Scene Confirm(this Scene scene, string person) => scene.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, ""), person);

    public static Scene Save(this Scene scene, string text) =>
        scene.Do(SomeRelease.Stream, new SaveNotes([new NotesField("Changes", text)]), "dan");
}
