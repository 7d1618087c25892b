using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>How each gate of a playbook is judged from what a release has on record.</summary>
internal static class GateRules
{
    // Groups in groups: deeper than any guide, and an end where two lines name each other.
    private const int Deepest = 10;

    /// <summary>The playbook's lines that are gates of this release's type.</summary>
    public static IEnumerable<Check> For(ReleaseView view) =>
        from check in view.Playbook.Lines(LineUse.Gate)
        where Signing.HoldsFor(check.Condition, view.Release.Type.ToString())
        select check;

    public static Gate Judge(ReleaseView view, Check check, DateTimeOffset at)
    {
        var (verdict, sentence) = Judged(view, check, at, 0);
        var due = GateTimes.DueOf(view, check);
        if (!verdict.Opens && due is { } by)
            sentence += at >= by ? $"; it was due {GateWords.Time(by)}" : $"; due {GateWords.Time(by)}";
        return new Gate(
            check.Id, check.Concept, GateWords.Title(check), GateWords.ModeOf(view.Release, check),
            Signing.Confirmers(check), verdict, sentence,
            verdict.Opens ? "" : GateWords.Command(view, check), check.Line, check.Origin,
            GateEvidence.Newest(view.Release, check), view.WaiverOf(check.Id, at)
                ?? view.Release.Waivers.LastOrDefault(w => w.Gate == check.Id))
        {
            Advises = Signing.Advises(check), Due = due, Condition = check.Condition, Blocks = check.Blocks,
            IsRehearsal = GateWords.OpensByRehearsal(view.Release, check),
        };
    }

    /// <summary>The verdict with its waiver, which no evidence takes back before its time.</summary>
    internal static (Verdict Verdict, string Sentence) Judged(
        ReleaseView view, Check check, DateTimeOffset at, int depth)
    {
        var (verdict, sentence) = Verdict(view, check, at, depth);
        return !verdict.Opens && view.WaiverOf(check.Id, at) is { } waiver
            ? (Releases.Verdict.Waived, $"Waived until {GateWords.Time(waiver.Until)}: {waiver.Reason}")
            : (verdict, sentence);
    }

    private static (Verdict, string) Verdict(ReleaseView view, Check check, DateTimeOffset at, int depth)
    {
        if (view.Release.Candidate is not { } candidate)
            return (Releases.Verdict.Pending, "waits for a sealed candidate");
        if (GateAnswers.NotApplicable(view, candidate, check) is { } reason)
            return (Releases.Verdict.NotApplicable, reason);
        if (Waiting(view, check, at, depth) is { } waits) return (Releases.Verdict.Pending, waits);
        if (check.Concept != Concepts.SignOff && GateWord.Refused(view.Proven, candidate, check) is { } no)
            return (Releases.Verdict.Failed, no);
        if (view.Playbook?.ChildrenOf(check) is { IsEmpty: false } children && depth < Deepest)
            return Group(view, candidate, check, children, at, depth);
        return Own(view, candidate, check, at) is not { } found
            ? GateWord.Attested(view.Proven, candidate, check, at)
            : found.Item1.Opens && Signing.NeedsWord(check) && check.Concept != Concepts.SignOff
                ? GateWord.After(view.Proven, candidate, check, at, found.Item2)
                : found;
    }

    /// <summary>What is on record of it; null where only a person's word is.</summary>
    private static (Verdict, string)? Own(ReleaseView view, Candidate candidate, Check check, DateTimeOffset at) =>
        check.Concept switch
        {
            Concepts.SignOff => SignOffRules.Judge(view, candidate, check, at),
            Concepts.NotesDrafted => OwnRecord.Notes(view.Release, candidate),
            Concepts.AcceptanceCriteria when view.Release.Criteria.Length > 0 =>
                OwnRecord.Criteria(view.Proven, candidate),
            Concepts.RollbackPlan => OwnRecord.RollbackPlan(view.Proven, candidate, check),
            Concepts.RollbackTested or Concepts.RollbackPlanTested
                when OwnRecord.Rehearsed(view.Release, check) is { } rehearsed => rehearsed,
            _ when GateWords.ModeOf(view.Release, check) == CheckMode.Manual => null,
            _ => GateEvidence.Observed(view.Proven, candidate, check, at),
        };

    /// <summary>Done when its lines are, and signed where it asks for that itself.</summary>
    private static (Verdict, string) Group(ReleaseView view, Candidate candidate, Check check,
        ImmutableArray<Check> children, DateTimeOffset at, int depth)
    {
        var held = children.Where(c => !Signing.Advises(c)
            && Signing.HoldsFor(c.Condition, view.Release.Type.ToString())).ToList();
        var open = held.Count(c => !Judged(view, c, at, depth + 1).Verdict.Opens);
        if (open > 0) return (Releases.Verdict.Pending, $"{open} of its {held.Count} lines are open");
        return Signing.NeedsWord(check)
            ? GateWord.Attested(view.Proven, candidate, check, at)
            : (Releases.Verdict.Passed, $"all {held.Count} lines of it are done");
    }

    /// <summary>The line before it, where the group is worked in order and that one is not done.</summary>
    internal static string? Waiting(ReleaseView view, Check check, DateTimeOffset at, int depth = 0) =>
        depth < Deepest && view.Playbook?.Before(check, view.Release.Type.ToString()) is { } before
            && !Judged(view, before, at, depth + 1).Verdict.Opens
            ? $"comes after line {before.Line}: {before.Text}" : null;
}
