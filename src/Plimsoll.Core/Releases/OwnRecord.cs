using System.Globalization;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>Gates whose evidence lies in the release itself: notes, criteria, rollback plan.</summary>
internal static class OwnRecord
{
    public static (Verdict, string) Notes(Release release, Candidate candidate)
    {
        if (release.Notes is not { } notes)
            return (Verdict.Pending, "drafted by nobody yet; a person reads and saves them");
        if (notes.Candidate != candidate.Number)
            return (Verdict.Stale, $"saved for candidate {notes.Candidate}; this is candidate {candidate.Number}");
        return notes.EmptyFields.ToList() is { Count: > 0 } empty
            ? (Verdict.Failed, $"{string.Join(", ", empty)}: empty; write \"none\" where there is nothing to say")
            : (Verdict.Passed, $"all {notes.Fields.Length} sections filled, saved by {notes.SavedBy}");
    }

    /// <summary>
    /// Met by somebody who wrote none of the changes; the authors are only known once a candidate is sealed.
    /// </summary>
    public static bool IsMet(Criterion criterion, Candidate? candidate) =>
        criterion.IsMet && candidate?.IsBy(criterion.MetBy) != true;

    public static (Verdict, string) Criteria(Release release, Candidate candidate)
    {
        var met = release.Criteria.Count(c => IsMet(c, candidate));
        return met == release.Criteria.Length
            ? (Verdict.Passed, $"{met} of {met} criteria met")
            : (Verdict.Pending, $"{met} of {release.Criteria.Length} criteria met");
    }

    /// <summary>Null where nobody rehearsed it here, and a person's word is all there is.</summary>
    public static (Verdict, string)? Rehearsed(Release release, Check check) => release.Rehearsed switch
    {
        null => null,
        { Passed: true } when check.Concept == Concepts.RollbackPlanTested && release.RollbackPlan is null =>
            (Verdict.Pending, "rehearsed, but the plan is not written yet"),
        { Passed: true } held => (Verdict.Passed, string.Create(CultureInfo.InvariantCulture,
            $"{held.Environment} was back on {held.To} in {held.Took.TotalMinutes:0.0} min in rehearsal, ") +
            GateWords.Time(held.At)),
        { } held => (Verdict.Failed, $"rehearsal of {GateWords.Time(held.At)}: {held.Sentence}"),
    };

    public static (Verdict, string) RollbackPlan(Release release, Candidate candidate, Check check)
    {
        if (release.RollbackPlan is not { } plan) return (Verdict.Pending, "not written yet");
        var word = Accepted(release, check);
        return word switch
        {
            null => (Verdict.Pending, $"written by {plan.WrittenBy}; waits for the Release Manager to accept it"),
            _ when word.Candidate != candidate.Number =>
                (Verdict.Stale, $"accepted for candidate {word.Candidate}; this is candidate {candidate.Number}"),
            _ when MissesRehearsal(release) => release.Rehearsed is { } held
                ? (Verdict.Failed, $"accepted by {word.By}; rehearsal of {GateWords.Time(held.At)}: {held.Sentence}")
                : (Verdict.Pending, $"accepted by {word.By}; a major release's rollback is rehearsed "
                    + "before production, or its plan says what is done instead"),
            _ => (Verdict.Passed, $"accepted by {word.By}"),
        };
    }

    /// <summary>Accepted as it is written, with nothing left but to go that way once before production.</summary>
    public static bool AwaitsRehearsal(Release release, Check check) => check.Concept == Concepts.RollbackPlan
        && MissesRehearsal(release) && Accepted(release, check)?.Candidate == release.Candidate?.Number;

    /// <summary>A major release is not trusted to a way back that nobody has gone: it was rehearsed, or its plan says
    /// what is done instead.</summary>
    private static bool MissesRehearsal(Release release) => release is
        { Type: ReleaseType.Major, RollbackPlan: { Mitigation: "" }, Rehearsed: not { Passed: true } };

    /// <summary>A plan that changed was accepted by nobody yet, whatever was said of the one before.</summary>
    private static Confirmation? Accepted(Release release, Check check) => release.RollbackPlan is { } plan
        && release.Confirmations.Skip(plan.Confirmations).LastOrDefault(c => c.Gate == check.Id) is { No: false } word
            ? word : null;
}
