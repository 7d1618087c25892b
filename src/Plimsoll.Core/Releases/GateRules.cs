using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>How each gate of a playbook is judged from what a release has on record.</summary>
internal static class GateRules
{
    /// <summary>The playbook's lines that are gates of this release's type.</summary>
    public static IEnumerable<Check> For(ReleaseView view) =>
        from check in view.Playbook?.Checks ?? []
        where check.Phase is "pre-release" or "approval"
        where check.Kind is CheckKind.Gate or CheckKind.Approval
        where AppliesTo(check.Condition, view.Release.Type)
        select check;

    public static Gate Judge(ReleaseView view, Check check, DateTimeOffset at)
    {
        var (verdict, sentence) = Verdict(view, check, at);
        var waiver = view.Release.Waivers.LastOrDefault(
            w => w.Gate == check.Id && w.HoldsAt(at) && view.IsProven(w.GrantedBy));
        if (!verdict.Opens && waiver is not null)
            (verdict, sentence) = (
                Releases.Verdict.Waived, $"Waived until {waiver.Until:yyyy-MM-dd HH:mm} UTC: {waiver.Reason}");
        return new Gate(
            check.Id, check.Concept, GateWords.Title(check), check.Mode, Owners(check), verdict, sentence,
            verdict.Opens ? "" : GateWords.Command(view.Release, check), check.Line, check.Origin,
            Newest(view.Release, check), waiver ?? view.Release.Waivers.LastOrDefault(w => w.Gate == check.Id));
    }

    private static bool AppliesTo(Condition? condition, ReleaseType type) =>
        condition is not { Class: "type" } || condition.Text.Split(',', StringSplitOptions.TrimEntries)
            .Contains(type.ToString(), StringComparer.OrdinalIgnoreCase);

    private static ImmutableArray<string> Owners(Check check) =>
        check.Mode != CheckMode.Auto && Guide.Owners.ApproversOf(check) is { IsEmpty: false } approvers
            ? approvers
            : Guide.Owners.Of(check);

    private static (Verdict, string) Verdict(ReleaseView view, Check check, DateTimeOffset at)
    {
        var release = view.Release;
        if (release.Candidate is not { } candidate) return (Releases.Verdict.Pending, "waits for a sealed candidate");
        return check.Concept switch
        {
            Concepts.SignOff => SignOffRules.Judge(view, candidate, check, at),
            Concepts.NotesDrafted => OwnRecord.Notes(release, candidate),
            Concepts.AcceptanceCriteria when release.Criteria.Length > 0 => OwnRecord.Criteria(release, candidate),
            Concepts.RollbackPlan => OwnRecord.RollbackPlan(release, candidate, check),
            _ when check.Mode == CheckMode.Manual => Attested(release, candidate, check, at),
            _ => Observed(release, candidate, check, at),
        };
    }

    private static (Verdict, string) Attested(
        Release release, Candidate candidate, Check check, DateTimeOffset at, DateTimeOffset since = default) =>
        release.Confirmations.LastOrDefault(c => c.Gate == check.Id) switch
        {
            null => (Releases.Verdict.Pending, $"waits for {string.Join(" or ", Owners(check))} to confirm it"),
            { } word when word.Candidate != candidate.Number => (Releases.Verdict.Stale,
                $"confirmed for candidate {word.Candidate}; this is candidate {candidate.Number}"),
            { } word when word.At < since => (Releases.Verdict.Stale,
                $"{word.By} confirmed it before this was observed; waits for a new word"),
            { } word when at - word.At > check.GoodFor => (Releases.Verdict.Stale,
                $"confirmed {(at - word.At).TotalHours:0} h ago, the limit is {check.GoodFor.Value.TotalHours:0} h"),
            { } word => (Releases.Verdict.Passed, $"confirmed by {word.By}"),
        };

    private static (Verdict, string) Observed(Release release, Candidate candidate, Check check, DateTimeOffset at)
    {
        if (Newest(release, check) is not { } evidence) return (Releases.Verdict.Pending, "no evidence yet");
        if (evidence.Commit != candidate.Commit)
            return (Releases.Verdict.Stale,
                $"evidence is about {Short(evidence.Commit)}; the candidate is {Short(candidate.Commit)}");
        if (!IsAbout(release, evidence))
            return (Releases.Verdict.Stale, $"evidence is about other bytes, those of candidate {evidence.Candidate}");
        if (at - evidence.ObservedAt > check.GoodFor)
            return (Releases.Verdict.Stale, $"observed {(at - evidence.ObservedAt).TotalHours:0} h ago, " +
                $"the limit is {check.GoodFor.Value.TotalHours:0} h");
        if (evidence.Verdict != Releases.Verdict.Passed || check.Mode != CheckMode.Semi)
            return (evidence.Verdict, evidence.Summary);
        // A word given before the observation, or before a failure in between, is not about it.
        var passing = About(release, check).Reverse().TakeWhile(e => e.Verdict.Opens).Last();
        var (confirmed, sentence) = Attested(release, candidate, check, at, passing.ObservedAt);
        return (confirmed, $"{evidence.Summary}; {sentence}");
    }

    /// <summary>What counts of the candidate's own content; where there is none, the newest of any other.</summary>
    /// <remarks>
    /// Every source speaks for itself: one tool's pass does not take back another's finding, and no person's word
    /// takes back a tool's. That is what waivers are for.
    /// </remarks>
    private static Evidence? Newest(Release release, Check check)
    {
        var about = About(release, check).ToList();
        var newest = about.GroupBy(e => e.ByHand ? "" : e.Source).Select(source => source.Last());
        return newest.Where(e => !e.Verdict.Opens).MaxBy(e => e.ObservedAt)
            ?? about.LastOrDefault() ?? InOrder(release, check).LastOrDefault();
    }

    private static IEnumerable<Evidence> About(Release release, Check check) =>
        InOrder(release, check).Where(e => IsAbout(release, e));

    /// <summary>By when it was observed; failing wins over passing at the same instant.</summary>
    private static IEnumerable<Evidence> InOrder(Release release, Check check) => release.Evidence
        .Where(e => e.Gate == check.Concept || e.Gate == check.Id)
        .OrderBy(e => e.ObservedAt).ThenBy(e => e.Verdict.Opens ? 0 : 1);

    private static bool IsAbout(Release release, Evidence evidence) =>
        release.Candidate is { } now && release.Candidates.Any(
            c => c.Number == evidence.Candidate && c.IsSameContent(now));

    private static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;
}
