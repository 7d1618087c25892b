using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>What observations say of a gate.</summary>
internal static class GateEvidence
{
    public static (Verdict, string) Observed(Release release, Candidate candidate, Check check, DateTimeOffset at)
    {
        if (Newest(release, check) is not { } evidence) return (Verdict.Pending, "no evidence yet");
        if (evidence.Commit != candidate.Commit)
            return (Verdict.Stale,
                $"evidence is about {Short(evidence.Commit)}; the candidate is {Short(candidate.Commit)}");
        if (!IsAbout(release, evidence))
            return (Verdict.Stale, $"evidence is about other bytes, those of candidate {evidence.Candidate}");
        if (at - evidence.ObservedAt > check.GoodFor)
            return (Verdict.Stale, $"observed {(at - evidence.ObservedAt).TotalHours:0} h ago, " +
                $"the limit is {check.GoodFor.Value.TotalHours:0} h");
        if (evidence.Verdict != Verdict.Passed || GateWords.ModeOf(release, check) != CheckMode.Semi)
            return (evidence.Verdict, evidence.Summary);
        var (confirmed, sentence) =
            GateWord.Attested(release, candidate, check, at, PassingSince(release, check) ?? default);
        return (confirmed, $"{evidence.Summary}; {sentence}");
    }

    /// <summary>Since when all that was observed passes. A word given before that, or before a failure in between, is
    /// not about it.</summary>
    public static DateTimeOffset? PassingSince(Release release, Check check) =>
        About(release, check).Reverse().TakeWhile(e => e.Verdict.Opens).LastOrDefault()?.ObservedAt;

    /// <summary>What counts of the candidate's own content; where there is none, the newest of any other.</summary>
    /// <remarks>
    /// Every source speaks for itself: one tool's pass does not take back another's finding, and no person's word
    /// takes back a tool's. That is what waivers are for.
    /// </remarks>
    public static Evidence? Newest(Release release, Check check)
    {
        var about = About(release, check).ToList();
        var newest = about.GroupBy(e => e.ByHand ? "" : e.Source).Select(source => source.Last());
        return newest.Where(e => !e.Verdict.Opens).MaxBy(e => e.ObservedAt)
            ?? about.LastOrDefault() ?? InOrder(release, check).LastOrDefault();
    }

    /// <summary>A program has reported something for it, so somewhere a source is bound.</summary>
    public static bool HasSpoken(Release release, Check check) => InOrder(release, check).Any(e => !e.ByHand);

    private static IEnumerable<Evidence> About(Release release, Check check) =>
        InOrder(release, check).Where(e => IsAbout(release, e));

    /// <summary>By when it was observed; failing wins over passing at the same instant.</summary>
    private static IEnumerable<Evidence> InOrder(Release release, Check check) => release.Evidence
        .Where(e => e.Gate == check.Id || e.Gate == check.Concept && check.Concept != "")
        .OrderBy(e => e.ObservedAt).ThenBy(e => e.Verdict.Opens ? 0 : 1);

    private static bool IsAbout(Release release, Evidence evidence) =>
        release.Candidate is { } now && release.Candidates.Any(
            c => c.Number == evidence.Candidate && c.IsSameContent(now));

    private static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;
}
