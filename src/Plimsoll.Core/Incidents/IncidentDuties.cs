using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>The guide's incident checklist on one incident, from the playbook it keeps and its state.</summary>
public static class IncidentDuties
{
    public static ImmutableArray<Duty> Of(Incident incident, Playbook? playbook, DateTimeOffset at)
    {
        if (playbook is null || !incident.Exists) return [];
        var duties = DutyLines.Of(playbook).Select(check => Judge(incident, playbook, check, at)).ToImmutableArray();
        return
        [
            .. duties.Select(duty => DutyGroups.Of(duty, duties, playbook)),
            .. Removed(incident, playbook.Settings, at),
        ];
    }

    /// <summary>Phase of the review: its clocks start when the incident is resolved.</summary>
    public static bool IsOfReview(Check check) => DutyLines.IsOfReview(check);

    private static Duty Judge(Incident incident, Playbook playbook, Check check, DateTimeOffset at)
    {
        var record = incident.Duties.GetValueOrDefault(check.Id) ?? DutyRecord.None;
        var clock = new DutyClock(incident, playbook, check);
        var (from, due) = clock.Of(record);
        var duty = new Duty(check, DutyState.Open, from, due, null, "", "", record) { Repeats = clock.Repeats };
        if (Said(duty, record) is { } said) return said;
        var settled = DutyEvidence.Of(incident, playbook.Settings, check, record, at);
        // What comes back is done when the incident is over; until then each time starts the clock anew.
        if (duty.Repeats && incident.Status.IsResponse && !DutyConcepts.IsSeen(check.Concept)) settled = null;
        // Reopened long after: the first minutes are over, nobody is late for them again.
        if (incident.Reopened > 0 && check.Due is { Anchor: "T0" } && !(settled?.At < incident.CadenceFrom))
            duty = duty with { From = null, Due = null };
        if (settled is { } done)
            return duty with { State = done.State, DoneAt = done.At, DoneBy = done.By, Evidence = done.Sentence };
        return Open(duty, incident, playbook, at);
    }

    private static Duty Open(Duty duty, Incident incident, Playbook playbook, DateTimeOffset at)
    {
        var check = duty.Check;
        if (!DutyLines.Holds(playbook, check, incident.Severity))
            return duty with
            {
                State = DutyState.NotApplicable, From = null, Due = null, Evidence = $"from {check.Severity} on",
            };
        if (Ended(incident, check) is { } reason) return duty with { State = DutyState.Ended, Evidence = reason };
        if (duty.From is null && IsOfReview(check) && check.Concept != DutyConcepts.Restored)
            return duty with { State = DutyState.NotYet, Evidence = "starts when the incident is resolved" };
        if (duty.From is null && check.Due is { Anchor: "rollback" })
            return duty with { State = DutyState.NotYet, Evidence = "starts when a rollback is decided" };
        if (check.Concept == DutyConcepts.Retrospective
            && DutyEvidence.Meet(incident, playbook.Settings, check) is var last
            && RetrospectiveRules.InTime(incident, last) is { } meeting)
            return duty with { IsArranged = true, Evidence = $"begins {RetrospectiveRules.Stamp(meeting.Start)}" };
        if (!duty.Record.Signed.IsEmpty)
            duty = duty with
            {
                Evidence = $"signed as {string.Join(" and ", duty.Record.Signed)}; "
                    + $"waits for {string.Join(" and ", duty.Unsigned)}",
            };
        return duty.Due <= at ? duty with { State = DutyState.Overdue } : duty;
    }

    /// <summary>Somebody left it out, or said that it does not apply.</summary>
    private static Duty? Said(Duty duty, DutyRecord record) => !record.Waived && !record.NotApplicable ? null
        : duty with
        {
            State = record.Waived ? DutyState.Waived : DutyState.NotApplicable, DoneAt = record.DoneAt,
            DoneBy = record.DoneBy, Evidence = record.Note,
        };

    /// <summary>Why nobody has to do it any more; null while somebody has to.</summary>
    private static string? Ended(Incident incident, Check check) => incident.Status switch
    {
        IncidentStatus.Merged => $"merged into {incident.MergedInto}: {incident.EndReason}",
        IncidentStatus.Cancelled => $"cancelled: {incident.EndReason}",
        IncidentStatus.Closed => "the incident is closed",
        _ when !incident.Status.IsResponse && !IsOfReview(check) => "the incident was resolved first",
        _ => null,
    };

    /// <summary>Lines of the guide it went by before, which the one it goes by now does not have.</summary>
    private static IEnumerable<Duty> Removed(Incident incident, GuideSettings settings, DateTimeOffset at) =>
        from check in incident.Removed
        let record = incident.Duties.GetValueOrDefault(check.Id) ?? DutyRecord.None
        let settled = DutyEvidence.Of(incident, settings, check, record, at)
        select new Duty(check, settled?.State ?? DutyState.Ended, null, null, settled?.At, settled?.By ?? "",
            settled?.Sentence ?? "removed by guide", record);
}
