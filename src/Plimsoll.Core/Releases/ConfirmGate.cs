using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A person of the gate's role confirms what was proposed, or attests what no machine can see.</summary>
public sealed record ConfirmGate(string Gate, string Comment) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid("A gate is confirmed for a candidate; seal one first with `plimsoll release seal`.");
        var view = ReleaseView.Of(release, readings);
        if (view.Gates(now.At).FirstOrDefault(g => g.Id == Gate) is not { } gate)
            return Refusal.NotFound(
                $"{release.Title} has no gate {Gate}; see `plimsoll release why {release.Service} {release.Version}`.");
        if (view.Playbook?.Find(Gate) is not { } check || Refused(view, gate, check, candidate, now) is not { } refusal)
            return new GateConfirmed(Gate, candidate.Number, Comment) { Roles = SignedAs(view, gate, now) };
        return refusal;
    }

    private static Refusal? Refused(ReleaseView view, Gate gate, Check check, Candidate candidate, Moment now)
    {
        var byWord = Signing.NeedsWord(check) && gate.Concept != Concepts.SignOff;
        if (gate.Mode == CheckMode.Auto && !byWord)
            return Refusal.Invalid($"{gate.Title} opens by evidence, not by word; {gate.Command}");
        if (gate.Concept == Concepts.SignOff)
            return Refusal.Invalid($"{gate.Title} is signed, not confirmed: {GateWords.Command(view, check)}");
        if (view.Service is null || !gate.Owners.Any(role => view.Service.Holds(now.Actor, role)))
            return Refusal.Forbidden(
                $"{gate.Title} is confirmed by {string.Join(" or ", gate.Owners)}; {now.Actor} is neither.");
        if (gate.Concept == Concepts.RollbackPlan && view.Release.RollbackPlan is null)
            return Refusal.Invalid($"There is no rollback plan to accept yet; {gate.Command}");
        if (GateRules.Waiting(view, check, now.At) is { } before)
            return Refusal.Blocked($"{gate.Title} {before}.");
        return byWord && Signing.IsSignOff(check)
            ? Separation.Refused(view.Release, candidate, now.Actor, gate.Title, view.Organisation.HasAccounts)
            : null;
    }

    private static ImmutableArray<string> SignedAs(ReleaseView view, Gate gate, Moment now) =>
        [.. gate.Owners.Where(role => view.Service?.Holds(now.Actor, role) == true)];
}

public sealed record GateConfirmed(string Gate, int Candidate, string Comment) : ReleaseEvent
{
    /// <summary>The roles of the line that the person holds.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    public override Release Apply(Release release, Moment moment) => release with
    {
        Confirmations = release.Confirmations.Add(
            new Confirmation(Gate, moment.Actor, moment.At, Candidate, Comment) { Roles = Roles }),
    };
}
