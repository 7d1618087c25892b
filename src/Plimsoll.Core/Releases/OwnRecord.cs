using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>Gates whose evidence lies in the release itself: notes, criteria, rollback plan, sign-offs.</summary>
internal static class OwnRecord
{
    public static (Verdict, string) SignOff(Release release, Candidate candidate, Check check)
    {
        var role = check.Approvers is [var named, ..] ? named : "Release Manager";
        var given = release.SignOffs.LastOrDefault(s => s.Role == role);
        return given switch
        {
            null => (Verdict.Pending, $"Sign-off by a {role} is missing"),
            _ when given.Candidate != candidate.Number =>
                (Verdict.Stale, $"{given.By} signed candidate {given.Candidate}; this is candidate {candidate.Number}"),
            _ => (Verdict.Passed, $"signed by {given.By} as {role}"),
        };
    }

    public static (Verdict, string) Notes(Release release, Candidate candidate)
    {
        if (release.Notes is not { } notes) return (Verdict.Pending, "drafted by nobody yet; a person reads and saves them");
        if (notes.Candidate != candidate.Number)
            return (Verdict.Stale, $"saved for candidate {notes.Candidate}; this is candidate {candidate.Number}");
        return notes.EmptyFields.ToList() is { Count: > 0 } empty
            ? (Verdict.Failed, $"{string.Join(", ", empty)}: empty; write \"none\" where there is nothing to say")
            : (Verdict.Passed, $"all {notes.Fields.Length} sections filled, saved by {notes.SavedBy}");
    }

    public static (Verdict, string) Criteria(Release release)
    {
        var met = release.Criteria.Count(c => c.IsMet);
        return met == release.Criteria.Length
            ? (Verdict.Passed, $"{met} of {met} criteria met")
            : (Verdict.Pending, $"{met} of {release.Criteria.Length} criteria met");
    }

    public static (Verdict, string) RollbackPlan(Release release, Candidate candidate, Check check)
    {
        if (release.RollbackPlan is not { } plan) return (Verdict.Pending, "not written yet");
        var word = release.Confirmations.LastOrDefault(c => c.Gate == check.Id);
        return word switch
        {
            null => (Verdict.Pending, $"written by {plan.WrittenBy}; waits for the Release Manager to accept it"),
            _ when word.Candidate != candidate.Number =>
                (Verdict.Stale, $"accepted for candidate {word.Candidate}; this is candidate {candidate.Number}"),
            _ => (Verdict.Passed, $"accepted by {word.By}"),
        };
    }
}
