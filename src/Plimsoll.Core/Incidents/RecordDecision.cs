using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Decides how the harm is ended, with the reason and what else was thought of.</summary>
public sealed record RecordDecision(Remedy Remedy, string Reason, ImmutableArray<string> Options) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        if (now.BySystem) return Refusal.Forbidden("A person decides.");
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why; the review asks for it.");
        if (incident.Status == IncidentStatus.Monitoring)
            return Refusal.TooLate($"{incident.Id} is mitigated and watched. If it is back, say so first: " +
                $"`plimsoll incident verify {incident.Id} --failed --note \"…\"`.");
        if (Remedy == Remedy.None && incident.Status == IncidentStatus.Mitigating)
            return Refusal.Invalid($"{incident.Id} is being mitigated. If that is not needed any more, drop it: " +
                $"`plimsoll incident drop {incident.Id} --reason \"…\"`.");
        if (incident.Mitigation is { Deployment: not "", FinishedAt: null } going && Remedy != Remedy.Rollback)
            return Refusal.Conflict($"{going.Deployment} is on its way; wait for its end before deciding otherwise.");
        return new DecisionRecorded(Remedy, Reason.Trim(), Options.IsDefault ? [] : Options, now.Actor);
    }
}

/// <param name="By">The decider, or <c>policy</c> where the service's file decided.</param>
public sealed record DecisionRecorded(Remedy Remedy, string Reason, ImmutableArray<string> Options, string By)
    : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        var decided = incident with
        {
            Decisions = incident.Decisions.Add(new Decision(Remedy, Reason, Options, By, moment.At)),
            Times = incident.Times with { Decided = incident.Times.Decided ?? moment.At },
        };
        var moved = Remedy == Remedy.None
            ? decided.To(IncidentStatus.Monitoring) with
            {
                Mitigation = new Mitigation("", incident.Environment, moment.At, moment.At, TimeSpan.Zero, null,
                    false, null, "it recovered by itself"),
                Times = decided.Times with { Mitigated = moment.At },
            }
            : decided.To(IncidentStatus.Mitigating);
        return moved.Satisfy(DutyConcepts.Decide, moment).Tell(
            moment, $"Decision: {Remedy.ToString().ToLowerInvariant()}", $"{Reason} ({By})", EntryKind.Good);
    }
}
