using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Somebody said whether a line applies to a candidate.</summary>
public sealed record GateAnswer(string Gate, int Candidate, bool Applies, string Reason, string By, DateTimeOffset At);

internal static class GateAnswers
{
    /// <summary>Why the line does not apply to this candidate; null while it does.</summary>
    public static string? NotApplicable(ReleaseView view, Candidate candidate, Check check)
    {
        var told = ConditionAnswers.Of(view.Playbook?.Settings, candidate, check.Condition);
        // The guide may have changed since it was said: what it asks of every release, or the
        // change tells, is no question.
        if (told is { Applies: true } || !IsQuestion(check)) return null;
        var said = view.Release.Answers.Where(
            a => a.Gate == check.Id && a.Candidate == candidate.Number && view.IsProven(a.By)).ToList();
        if (said.Count == 0 && told is { Applies: false }) return $"{told.Reason}, so it does not apply";
        if (said.LastOrDefault() is not { Applies: false } last) return null;
        if (check.Condition is not { Class: "prefer" }) return $"{last.By} says it does not apply: {last.Reason}";
        // Against what the guide prefers, two people say so.
        var people = said.AsEnumerable().Reverse().TakeWhile(a => !a.Applies).Select(a => a.By).Distinct().Reverse();
        return people.Count() > 1 ? $"deviation by {string.Join(" and ", people)}: {last.Reason}" : null;
    }

    /// <summary>Whether a person may say that the line does not apply.</summary>
    public static bool IsQuestion(Check check) =>
        Signing.IsAsked(check.Condition) || check.Condition is { Class: "prefer" };
}

/// <summary>Says whether a conditional line applies to the candidate there is now, and why.</summary>
public sealed record AnswerGate(string Gate, bool Applies, string Reason) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid("It is said for a candidate; seal one first with `plimsoll release seal`.");
        var view = ReleaseView.Of(release, readings);
        if (GateRules.For(view).FirstOrDefault(c => c.Id == Gate) is not { } check)
            return view.UnknownGate(Gate) ?? Refusal.NotFound($"{release.Title} has no gate {Gate}.");
        if (!Applies && ConditionAnswers.Of(view.Playbook?.Settings, candidate, check.Condition)
            is { Applies: true } told) return Refusal.Invalid($"{GateWords.Title(check)} applies: {told.Reason}. "
                + "A waiver excuses it: "
                + $"`plimsoll release waive {release.Service} {release.Version} {Gate} --reason \"…\"`.");
        if (GateAnswers.IsQuestion(check))
            return Said(check, candidate, view, now);
        return Refusal.Invalid($"The guide asks {GateWords.Title(check)} of every such release; a waiver excuses "
            + $"it: `plimsoll release waive {release.Service} {release.Version} {Gate} --reason \"…\"`.");
    }

    private Ruling<ReleaseEvent> Said(Check check, Candidate candidate, ReleaseView view, Moment now)
    {
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why it applies or does not; others will read it.");
        string[] roles = [.. Owners.Of(check), .. check.Approvers, "Release Manager"];
        return view.Service is not null && roles.Any(role => view.Service.Holds(now.Actor, role))
            ? new GateAnswered(Gate, candidate.Number, Applies, Reason.Trim())
            : Refusal.Forbidden(
                $"{string.Join(" or ", roles.Distinct())} says whether it applies; {now.Actor} is neither.");
    }
}

public sealed record GateAnswered(string Gate, int Candidate, bool Applies, string Reason) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Answers = release.Answers.Add(
            new GateAnswer(Gate, Candidate, Applies, Reason, moment.Actor, moment.At)),
    };
}
