using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>The ladder of a line with a clock: nudge before it is due, miss, escalation some time after.</summary>
public static class DutyRungs
{
    private const double NudgedAt = 0.8;

    /// <summary>When the owner is reminded: after four fifths of the time.</summary>
    public static DateTimeOffset NudgeAt(DateTimeOffset from, DateTimeOffset due) => from + (due - from) * NudgedAt;

    /// <summary>When others are told: a quarter of the time after it was due, 5 minutes to 12 hours; for a cadence,
    /// when the second update in a row is missing.</summary>
    public static DateTimeOffset EscalateAt(DateTimeOffset from, DateTimeOffset due, bool repeats)
    {
        var length = due - from;
        if (repeats) return due + length;
        var wait = length / 4;
        return due + (wait < TimeSpan.FromMinutes(5) ? TimeSpan.FromMinutes(5)
            : wait > TimeSpan.FromHours(12) ? TimeSpan.FromHours(12) : wait);
    }

    /// <summary>What time asks for now; after a gap only the highest rung is told.</summary>
    public static IEnumerable<IncidentEvent> Due(Duty duty, DateTimeOffset at)
    {
        if (!duty.IsOpen || duty is not { From: { } from, Due: { } due }) return [];
        var record = duty.Record.About(due);
        if (at < due)
            return !record.Nudged && !duty.IsArranged && at >= NudgeAt(from, due)
                ? [new DutyNudged(duty.Check.Id, due)] : [];
        var repeats = duty.Repeats;
        var times = repeats ? 1 + (int)((at - due) / (due - from)) : 1;
        var escalates = !record.Escalated && at >= EscalateAt(from, due, repeats);
        List<IncidentEvent> events = [];
        if (times > record.Missed)
            events.Add(new DutyMissed(duty.Check.Id, duty.Check.Text, due, times, Quiet: escalates));
        if (escalates) events.Add(new DutyEscalated(duty.Check.Id, duty.Check.Text, due));
        return events;
    }

    /// <summary>The moments at which a rung may be reached, from now on.</summary>
    internal static IEnumerable<DateTimeOffset> Moments(Duty duty, DateTimeOffset at)
    {
        if (!duty.IsOpen || duty is not { From: { } from, Due: { } due }) return [];
        var repeats = duty.Repeats;
        DateTimeOffset[] once = [NudgeAt(from, due), due, EscalateAt(from, due, repeats)];
        var passed = at < due ? 0 : (int)((at - due) / (due - from)) + 1;
        return repeats ? [.. once, due + passed * (due - from)] : once;
    }

    internal static Incident With(Incident incident, string duty, Func<DutyRecord, DutyRecord> change) => incident with
    {
        Duties = incident.Duties.SetItem(
            duty, change(incident.Duties.GetValueOrDefault(duty) ?? DutyRecord.None)),
    };
}
