using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Time has passed for a line of the checklist: nudge its owner, record the miss, escalate.</summary>
public sealed record AdvanceDuty(string Duty) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        var playbook = readings.Of<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
        return IncidentDuties.Of(incident, playbook, now.At).FirstOrDefault(d => d.Check.Id == Duty) is { } duty
            ? Ruling.Of(DutyRungs.Due(duty, now.At)) : Ruling.Of<IncidentEvent>();
    }
}

/// <summary>The owner is told that it is due soon.</summary>
public sealed record DutyNudged(string Duty, DateTimeOffset Due) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty, record => record.About(Due) with { Nudged = true });
}

/// <summary>It was not done in time.</summary>
/// <param name="Times">How many due moments in a row passed undone.</param>
/// <param name="Quiet">Nobody is told by this fact, because a higher rung is told at the same moment.</param>
public sealed record DutyMissed(string Duty, string Title, DateTimeOffset Due, int Times, bool Quiet) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty, record => record.About(Due) with
        {
            Nudged = true, Missed = Times, MissedEver = record.MissedEver + Times - record.About(Due).Missed,
        })
            .Tell(moment, $"Not in time: {Title}",
                $"due {Due:yyyy-MM-dd HH:mm} UTC{(Times > 1 ? $", {Times} times in a row" : "")}", EntryKind.Alarm);
}

/// <summary>It is still not done; others than its owner are told.</summary>
public sealed record DutyEscalated(string Duty, string Title, DateTimeOffset Due) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty, record => record.About(Due) with { Escalated = true })
            .Tell(moment, $"Escalated: {Title}", "", EntryKind.Alarm);
}
