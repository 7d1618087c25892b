using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A person judges how bad it is and for whom.</summary>
/// <param name="Impact">Who is hurt and how; may stay empty when it was said before.</param>
public sealed record AssessSeverity(Severity Severity, string Impact) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(Impact) && incident.Impact == "")
            return Refusal.Invalid("Say who is hurt and how: add --impact \"…\".");
        return new SeverityAssessed(Severity, Impact.Trim()) { Before = incident.Severity };
    }
}

public sealed record SeverityAssessed(Severity Severity, string Impact) : IncidentEvent
{
    /// <summary>What it was until now.</summary>
    public Severity Before { get; init; }

    public override Incident Apply(Incident incident, Moment moment) => (incident.Became(Severity, moment) with
    {
        IsAssessed = true, Impact = Impact == "" ? incident.Impact : Impact,
    }).Satisfy(DutyConcepts.Severity, moment)
        .Tell(moment, $"Severity is {Severity.ToString().ToLowerInvariant()}", Impact);
}

/// <summary>Something made it worse without anybody's judgement, such as a rollback that failed.</summary>
public sealed record RaiseSeverity(Severity Severity, string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.NotResponding() is { } refusal ? refusal
        : incident.Severity >= Severity ? Ruling.Of<IncidentEvent>()
        : new SeverityRaised(Severity, Reason);
}

public sealed record SeverityRaised(Severity Severity, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => incident.Became(Severity, moment)
        .Tell(moment, $"Severity raised to {Severity.ToString().ToLowerInvariant()}", Reason, EntryKind.Alarm);
}
