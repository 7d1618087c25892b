using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>The oracle's own reading of the seven gates and the sign-off of a minor release.</summary>
internal static class ReadGates
{
    public static IEnumerable<string> Closed(SeenRelease release, DateTimeOffset at) =>
        from gate in All(release, at)
        where !gate.Open && !release.IsWaived(gate.Name, at)
        select gate.Name;

    private static (string Name, bool Open)[] All(SeenRelease release, DateTimeOffset at) =>
    [
        ("acceptance-criteria", release.Criteria.Count > 0 && release.Criteria.All(p => p != "" && !IsAuthor(release, p))),
        ("prs-merged", Says(release, "prs-merged", at, null)),
        ("ci-green", Says(release, "ci-green", at, null)),
        ("security-scan", Says(release, "security-scan", at, TimeSpan.FromHours(24))),
        ("notes-drafted", release.Notes is { } notes && notes.Candidate == release.Candidates.Count
            && notes.Fields.All(f => f.Text.Trim().Length > 0)),
        ("rollback-plan", release.PlanAt > 0 && release.Words.Any(w => w.Gate == "rollback-plan"
            && w.Candidate == release.Candidates.Count && w.Version > release.PlanAt)),
        ("smoke-prepared", Says(release, "smoke-prepared", at, null) && ConfirmedSince(release, "smoke-prepared")),
        ("sign-off", release.Signed.Any(s => s.Role == "Release Manager" && s.Candidate == release.Candidates.Count
            && s.By is "ada" or "bob" && s.By != release.Creator && !(release.Now?.Authors is [var only] && only == s.By))),
    ];

    /// <summary>The newest observation of this content passed, and is not too old.</summary>
    private static bool Says(SeenRelease release, string gate, DateTimeOffset at, TimeSpan? goodFor)
    {
        var about = About(release, gate);
        if (about.Count == 0) return false;
        var newest = about.Max(e => e.ObservedAt);
        return about.Where(e => e.ObservedAt == newest).All(e => e.Verdict == Verdict.Passed)
            && (goodFor is null || at - newest <= goodFor);
    }

    /// <summary>Somebody confirmed it after the last "no" about this content was over.</summary>
    private static bool ConfirmedSince(SeenRelease release, string gate)
    {
        var about = About(release, gate);
        var lastNo = about.Where(e => e.Verdict != Verdict.Passed).Select(e => (DateTimeOffset?)e.ObservedAt).Max();
        var firstYes = about.Where(e => e.Verdict == Verdict.Passed && (lastNo is null || e.ObservedAt > lastNo)).Min(e => e.ObservedAt);
        return release.Words.LastOrDefault(w => w.Gate == gate) is { Gate: not null } word
            && word.Candidate == release.Candidates.Count && word.At >= firstYes;
    }

    private static List<EvidenceAdded> About(SeenRelease release, string gate) =>
    [
        .. release.Evidence.Where(e => e.Gate == gate && release.Now is { } now
            && release.Candidates[e.Candidate - 1] is { } then && (then.Commit, then.Digest) == (now.Commit, now.Digest)),
    ];

    private static bool IsAuthor(SeenRelease release, string person) => release.Now?.Authors.Contains(person) == true;
}
