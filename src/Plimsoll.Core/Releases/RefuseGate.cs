using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Somebody who decides or signs says no; the release stays where it is until they say otherwise.</summary>
public sealed record RefuseGate(string Gate, string Reason) : ReleaseReadingCommand
{
    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid("There is nothing to decide on yet; seal a candidate with `plimsoll release seal`.");
        var view = ReleaseView.Of(release, readings);
        if (GateRules.For(view).FirstOrDefault(c => c.Id == Gate) is not { } check)
            return view.UnknownGate(Gate) ?? Refusal.NotFound($"{release.Title} has no gate {Gate}.");
        if (GateWords.ModeOf(release, check) == CheckMode.Auto)
            return Refusal.Invalid($"{GateWords.Title(check)} is decided by evidence; add what speaks against it.");
        if (view.Service is null || !Signing.Confirmers(check).Any(role => view.Service.Holds(now.Actor, role)))
            return Refusal.Forbidden($"{GateWords.Title(check)} is decided by "
                + $"{string.Join(" or ", Signing.Confirmers(check))}; {now.Actor} is neither.");
        return string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why not; those who wait for it will read it.")
            : new GateRefused(Gate, candidate.Number, Reason.Trim());
    }
}

public sealed record GateRefused(string Gate, int Candidate, string Reason) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) => release with
    {
        Confirmations = release.Confirmations.Add(
            new Confirmation(Gate, moment.Actor, moment.At, Candidate, Reason) { No = true }),
    };
}
