using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>What people said of a gate: attested by any holder of the role, or signed by every role it names.</summary>
internal static class GateWord
{
    /// <param name="since">Since when what it is about is as it is; a word from before is about something else.</param>
    public static (Verdict, string) Attested(
        Release release, Candidate candidate, Check check, DateTimeOffset at, DateTimeOffset since = default)
    {
        var words = release.Confirmations.Where(c => c.Gate == check.Id).ToList();
        var missing = Missing(words, candidate, check, w => w.At >= since && !(at - w.At > check.GoodFor));
        return words.LastOrDefault() switch
        {
            null => (Verdict.Pending, Waits(release, check, missing)),
            { } word when word.Candidate != candidate.Number => (Verdict.Stale,
                $"confirmed for candidate {word.Candidate}; this is candidate {candidate.Number}"),
            { } word when word.At < since => (Verdict.Stale,
                $"{word.By} confirmed it before this was observed; waits for a new word"),
            { } word when at - word.At > check.GoodFor => (Verdict.Stale,
                $"confirmed {(at - word.At).TotalHours:0} h ago, the limit is {check.GoodFor.Value.TotalHours:0} h"),
            _ when !missing.IsEmpty => (Verdict.Pending, Waits(release, check, missing)),
            { } word => (Verdict.Passed, $"confirmed by {word.By}"),
        };
    }

    /// <summary>What was seen is not enough: whoever is named signs it as well, having seen it.</summary>
    public static (Verdict, string) After(
        Release release, Candidate candidate, Check check, DateTimeOffset at, string seen)
    {
        var (verdict, sentence) = Attested(release, candidate, check, at, Since(release, check));
        return (verdict, $"{seen}; {sentence}");
    }

    /// <summary>Who says no to it as it is now, and why; null where the last word is none.</summary>
    public static string? Refused(Release release, Candidate candidate, Check check)
    {
        var about = check.Concept == Concepts.RollbackPlan && release.RollbackPlan is { } plan ? plan.Confirmations : 0;
        return release.Confirmations.Skip(about).LastOrDefault(c => c.Gate == check.Id) is { No: true } word
            && word.Candidate == candidate.Number ? Said(word) : null;
    }

    public static string Said(Confirmation no) => $"{no.By} says no: {no.Comment}";

    private static DateTimeOffset Since(Release release, Check check) => check.Concept switch
    {
        Concepts.NotesDrafted => release.Notes?.SavedAt,
        Concepts.AcceptanceCriteria when !release.Criteria.IsEmpty => release.Criteria.Max(c => c.MetAt),
        Concepts.RollbackPlan => release.RollbackPlan?.WrittenAt,
        Concepts.RollbackTested or Concepts.RollbackPlanTested when release.Rehearsed is { } held => held.At,
        _ => GateEvidence.PassingSince(release, check),
    } ?? default;

    /// <summary>The roles that still have to sign; a gate without a named approver takes any holder's word.</summary>
    private static ImmutableArray<string> Missing(
        List<Confirmation> words, Candidate candidate, Check check, Func<Confirmation, bool> counts)
    {
        if (!Signing.IsSignOff(check)) return [];
        // A "no" ends what was said before it; a word from before roles were kept speaks for all of them.
        var about = words.AsEnumerable().Reverse()
            .TakeWhile(w => w.Candidate == candidate.Number && !w.No).Where(counts).ToList();
        return about.Any(w => w.Roles.IsEmpty) ? []
            : check.AnyApprover && about.Any(w => w.Roles.Intersect(Signing.Signers(check)).Any()) ? []
            : [.. Signing.Signers(check).Where(role => !about.Any(w => w.Roles.Contains(role)))];
    }

    private static string Waits(Release release, Check check, ImmutableArray<string> missing)
    {
        var why = GateWords.IsUnbound(release, check) ? "no source is bound to it; " : "";
        return missing.IsEmpty
            ? $"{why}waits for {string.Join(" or ", Signing.Confirmers(check))} to confirm it"
            : $"{why}waits for {string.Join(check.AnyApprover ? " or " : " and ", missing)} to sign it off";
    }
}
