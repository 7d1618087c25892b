using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A person says that people have met about it, and when: also too late, or without an invitation.</summary>
public sealed record HoldRetrospective(DateTimeOffset At, string Note) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (incident.ResolvedAt is not { } resolved)
            return Refusal.Blocked($"{incident.Id} is not resolved yet; first end it, then meet about it.");
        if (now.BySystem) return Refusal.Forbidden("A person says that people have met.");
        if (At > now.At) return Refusal.Invalid("That time is still to come; say it once people have met.");
        // A form knows minutes only: held in the very minute it was resolved is after that.
        if (At + TimeSpan.FromMinutes(1) <= resolved)
            return Refusal.Invalid($"{incident.Id} was resolved at {RetrospectiveRules.Stamp(resolved)}; " +
                "the meeting about it is after that.");
        return string.IsNullOrWhiteSpace(Note)
            ? Refusal.Invalid("Say who met, or where it can be seen.")
            : new RetrospectiveHeld((At < resolved ? resolved : At).ToUniversalTime(), Note.Trim());
    }
}

public sealed record RetrospectiveHeld(DateTimeOffset At, string Note) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Review = incident.Review with { Held = At } })
            .Tell(moment, $"Retrospective held: {RetrospectiveRules.Stamp(At)}", Note, EntryKind.Good);
}
