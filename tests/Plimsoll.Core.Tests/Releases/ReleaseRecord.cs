using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

public sealed class WritingNotes
{
    [Fact]
    public void Empty_sections_keep_the_gate_closed_until_they_say_none()
    {
        var scene = SomeRelease.Sealed().Do(SomeRelease.Stream, Notes(" "), "pam");
        Assert.Equal(Verdict.Failed, scene.VerdictOf(Concepts.NotesDrafted));
        Assert.Contains("Known issues", scene.GateOf(Concepts.NotesDrafted).Sentence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, scene.Do(SomeRelease.Stream, Notes("none"), "pam").VerdictOf(Concepts.NotesDrafted));
    }

    [Fact]
    public void Notes_are_for_one_candidate() => Assert.Equal(Verdict.Stale,
        SomeRelease.Sealed().Do(SomeRelease.Stream, Notes("none"), "pam").Seal(2).VerdictOf(Concepts.NotesDrafted));

    [Fact]
    public void Only_a_person_can_have_read_them() => Assert.Equal(RefusalKind.Forbidden,
        SomeRelease.Sealed().Refused(SomeRelease.Stream, Notes("none"), "system:drafts").Kind);

    [Theory]
    [InlineData("Changes", "changes ", "Changes more than once")]
    [InlineData("Changes", " ", "has no name")]
    public void A_field_is_named_and_there_once(string one, string other, string words) => Assert.Contains(words,
        SomeRelease.Sealed().Refused(SomeRelease.Stream,
            new SaveNotes([new NotesField(one, "a"), new NotesField(other, "b")]), "pam").Reason, StringComparison.Ordinal);

    private static SaveNotes Notes(string issues) =>
        new([new NotesField("Changes", "Faster"), new NotesField("Known issues", issues)]);
}

public sealed class MeetingCriteria
{
    [Fact]
    public void All_of_them_must_be_met()
    {
        var scene = SomeRelease.Sealed().Do(SomeRelease.Stream, new AddCriterion("A")).Do(SomeRelease.Stream, new AddCriterion("B"))
            .Do(SomeRelease.Stream, new MeetCriterion(1), "pam");
        Assert.Equal((Verdict.Pending, "1 of 2 criteria met"), Word(scene));
        Assert.Equal((Verdict.Passed, "2 of 2 criteria met"), Word(scene.Do(SomeRelease.Stream, new MeetCriterion(2), "pam")));
    }

    [Fact]
    public void An_author_of_the_changes_cannot_accept_them() => Assert.Equal(RefusalKind.Forbidden,
        SomeRelease.Sealed().Do(SomeRelease.Stream, new AddCriterion("A")).Refused(SomeRelease.Stream, new MeetCriterion(1), "Dan").Kind);

    [Fact]
    public void Nor_by_saying_so_before_the_changes_are_sealed()
    {
        var scene = SomeRelease.Draft().Do(SomeRelease.Stream, new AddCriterion("A")).Do(SomeRelease.Stream, new MeetCriterion(1), "dan")
            .Seal();
        Assert.Equal(Verdict.Pending, scene.VerdictOf(Concepts.AcceptanceCriteria));
        Assert.Equal(Verdict.Passed, scene.Do(SomeRelease.Stream, new MeetCriterion(1), "pam").VerdictOf(Concepts.AcceptanceCriteria));
    }

    private static (Verdict, string) Word(Scene scene) =>
        (scene.GateOf(Concepts.AcceptanceCriteria).Verdict, scene.GateOf(Concepts.AcceptanceCriteria).Sentence);
}

public sealed class PlanningTheRollback
{
    private static readonly PlanRollback Plan = new("put it back", DataClass.None, "", "");

    [Fact]
    public void A_plan_is_written_and_then_accepted()
    {
        var scene = SomeRelease.Sealed();
        Assert.Equal(RefusalKind.Invalid, Accepting(scene).Kind);
        Assert.Equal(Verdict.Pending, scene.Do(SomeRelease.Stream, Plan, "dan").VerdictOf(Concepts.RollbackPlan));
        scene.Do(SomeRelease.Stream, new ConfirmGate(Concepts.RollbackPlan, ""), "ada");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Concepts.RollbackPlan));
        Assert.Equal(Verdict.Stale, scene.Seal(2).VerdictOf(Concepts.RollbackPlan));
    }

    [Theory]
    [InlineData(Concepts.RollbackPlan)]
    [InlineData("pre-release/rollback-plan")]
    public void A_changed_plan_was_accepted_by_nobody_whatever_its_line_is_called(string id)
    {
        var line = SomePlaybook.Gate(17, Concepts.RollbackPlan, CheckMode.Semi, "Release Manager") with { Id = id };
        var scene = SomeRelease.Sealed(SomePlaybook.With("named", line)).Do(SomeRelease.Stream, Plan, "dan")
            .Do(SomeRelease.Stream, new ConfirmGate(id, ""), "ada");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(id));
        Assert.Equal(Verdict.Pending, scene.Do(SomeRelease.Stream, Plan with { Steps = "burn it" }, "dan").VerdictOf(id));
    }

    [Fact]
    public void Data_that_cannot_go_back_needs_a_mitigation()
    {
        var scene = SomeRelease.Sealed();
        Assert.Equal(RefusalKind.Invalid, scene.Refused(SomeRelease.Stream, Plan with { Data = DataClass.Irreversible }).Kind);
        scene.Do(SomeRelease.Stream, Plan with { Data = DataClass.Irreversible, Mitigation = "fix forward" });
        Assert.Equal(DataClass.Irreversible, scene.ReleaseOf().RollbackPlan!.Data);
    }

    private static Refusal Accepting(Scene scene) =>
        scene.Refused(SomeRelease.Stream, new ConfirmGate(Concepts.RollbackPlan, ""), "ada");
}

public sealed class ConfirmingWhatWasProposed
{
    private const string Smoke = Concepts.SmokePrepared;

    [Fact]
    public void Evidence_proposes_and_a_person_of_the_role_confirms()
    {
        var scene = SomeRelease.Sealed().See(Smoke);
        Assert.Equal(Verdict.Pending, scene.VerdictOf(Smoke));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeRelease.Stream, new ConfirmGate(Smoke, ""), "ada").Kind);
        Assert.Equal(Verdict.Passed, Confirmed(scene).VerdictOf(Smoke));
    }

    [Fact]
    public void A_word_given_before_anything_was_seen_is_about_nothing() =>
        Assert.Equal(Verdict.Stale, Confirmed(SomeRelease.Sealed()).After(Minute).See(Smoke).VerdictOf(Smoke));

    [Fact]
    public void A_failure_in_between_asks_for_a_new_word()
    {
        var scene = Confirmed(SomeRelease.Sealed().See(Smoke)).After(Minute).See(Smoke);
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Smoke));
        scene.After(Minute).See(Smoke, Verdict.Failed).After(Minute).See(Smoke);
        Assert.Equal(Verdict.Stale, scene.VerdictOf(Smoke));
    }

    [Fact]
    public void An_automatic_gate_opens_by_evidence_only() => Assert.Equal(RefusalKind.Invalid,
        SomeRelease.Sealed().Refused(SomeRelease.Stream, new ConfirmGate(Concepts.CiGreen, ""), "dan").Kind);

    private static TimeSpan Minute => TimeSpan.FromMinutes(1);

    private static Scene Confirmed(Scene scene) => scene.Do(SomeRelease.Stream, new ConfirmGate(Smoke, ""), "quinn");
}

public sealed class WithdrawingARelease
{
    [Fact]
    public void Nothing_more_is_done_with_it()
    {
        var scene = SomeRelease.Ready().Do(SomeRelease.Stream, new WithdrawRelease("it leaks"));
        ReleaseCommand[] later = [new AddCriterion("B"), new WithdrawRelease("again"), new PlanRollback("x", DataClass.None, "", "")];
        Assert.All(later, command => Assert.Equal(RefusalKind.TooLate, scene.Refused(SomeRelease.Stream, command).Kind));
        Assert.StartsWith("Withdrawn: it leaks", Readiness.Sentence(scene.ReleaseOf(), scene.Gates()), StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_a_reason() =>
        Assert.Equal(RefusalKind.Invalid, SomeRelease.Ready().Refused(SomeRelease.Stream, new WithdrawRelease(" ")).Kind);
}
