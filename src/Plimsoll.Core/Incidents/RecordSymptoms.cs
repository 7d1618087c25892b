using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>When it began to hurt, and what it looked like at first.</summary>
public sealed record RecordSymptoms(DateTimeOffset StartedAt, string Symptoms) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : StartedAt > now.At ? Refusal.Invalid("It cannot have begun in the future.")
        : string.IsNullOrWhiteSpace(Symptoms) ? Refusal.Invalid("Say what it looked like at first.")
        : new SymptomsRecorded(StartedAt.ToUniversalTime(), Symptoms.Trim());
}

public sealed record SymptomsRecorded(DateTimeOffset StartedAt, string Symptoms) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Symptoms = Symptoms, Times = incident.Times with { Started = StartedAt },
    }).Satisfy(DutyConcepts.Symptoms, moment).Tell(moment, $"Began at {StartedAt:yyyy-MM-dd HH:mm} UTC", Symptoms);
}

/// <summary>The moments a person may correct; when it was declared is not among them.</summary>
public enum Milestone { Started, Detected, Acknowledged, Identified, Decided, Mitigated, Restored, Resolved, Closed }

/// <summary>Corrects a moment on the record. Clocks are not moved by it.</summary>
public sealed record CorrectTime(Milestone Milestone, DateTimeOffset At, string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why the time is corrected.")
        : At > now.At ? Refusal.Invalid("It cannot have happened in the future.")
        : new TimeCorrected(Milestone, At.ToUniversalTime(), Reason.Trim());
}

public sealed record TimeCorrected(Milestone Milestone, DateTimeOffset At, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Times = With(incident.Times) })
            .Tell(moment, $"{Milestone} corrected to {At:yyyy-MM-dd HH:mm} UTC", Reason, EntryKind.Note);

    private Times With(Times times) => Milestone switch
    {
        Milestone.Started => times with { Started = At },
        Milestone.Detected => times with { Detected = At },
        Milestone.Acknowledged => times with { Acknowledged = At },
        Milestone.Identified => times with { Identified = At },
        Milestone.Decided => times with { Decided = At },
        Milestone.Mitigated => times with { Mitigated = At },
        Milestone.Restored => times with { Restored = At },
        Milestone.Resolved => times with { Resolved = At },
        _ => times with { Closed = At },
    };
}
