using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>The guide's incident checklist on one incident, from the playbook it keeps and its state.</summary>
public static class IncidentDuties
{
    private const string Phase = "incident";

    // House clocks of the review's lines that the guide gives no time; counted from the resolution.
    private static readonly TimeSpan HouseFinalUpdate = TimeSpan.FromHours(1);
    private static readonly TimeSpan HouseReview = TimeSpan.FromDays(7);

    public static ImmutableArray<Duty> Of(Incident incident, Playbook? playbook, DateTimeOffset at) =>
        playbook is null || !incident.Exists ? []
        : [.. playbook.Checks.Where(IsDuty).Select(check => Judge(incident, check, at))];

    /// <summary>Phase of the review: its clocks start when the incident is resolved.</summary>
    public static bool IsOfReview(Check check) => check.Phase.EndsWith(".close", StringComparison.Ordinal);

    private static bool IsDuty(Check check) =>
        check.Phase.Split('.')[0] == Phase && check.Mode != CheckMode.Info
        && check.Kind is CheckKind.Check or CheckKind.Step or CheckKind.Task or CheckKind.Decision
            or CheckKind.Recurring or CheckKind.Approval;

    private static Duty Judge(Incident incident, Check check, DateTimeOffset at)
    {
        var record = incident.Duties.GetValueOrDefault(check.Id) ?? DutyRecord.None;
        var (from, due) = Clock(incident, check);
        var duty = new Duty(check, DutyState.Open, from, due, null, "", "", record);
        if (record.Waived)
            return duty with
            {
                State = DutyState.Waived, DoneAt = record.DoneAt, DoneBy = record.DoneBy, Evidence = record.Note,
            };
        var settled = DutyEvidence.Of(incident, check, record, at);
        // Reopened long after: the first minutes are over, nobody is late for them again.
        if (incident.Reopened > 0 && check.Due is { Anchor: "T0" } && !(settled?.At < incident.CadenceFrom))
            duty = duty with { From = null, Due = null };
        if (settled is { } done)
            return duty with { State = done.State, DoneAt = done.At, DoneBy = done.By, Evidence = done.Sentence };
        if (Ended(incident, check) is { } reason) return duty with { State = DutyState.Ended, Evidence = reason };
        if (from is null && IsOfReview(check) && check.Concept != DutyConcepts.Restored)
            return duty with { State = DutyState.NotYet, Evidence = "starts when the incident is resolved" };
        if (check.Concept == DutyConcepts.Retrospective
            && RetrospectiveRules.InTime(incident, DutyEvidence.Meet(incident, check)) is { } meeting)
            return duty with { IsArranged = true, Evidence = $"begins {RetrospectiveRules.Stamp(meeting.Start)}" };
        return duty.Due <= at ? duty with { State = DutyState.Overdue } : duty;
    }

    /// <summary>Why nobody has to do it any more; null while somebody has to.</summary>
    private static string? Ended(Incident incident, Check check) => incident.Status switch
    {
        IncidentStatus.Merged => $"merged into {incident.MergedInto}: {incident.EndReason}",
        IncidentStatus.Cancelled => $"cancelled: {incident.EndReason}",
        IncidentStatus.Closed => "the incident is closed",
        _ when !incident.Status.IsResponse && !IsOfReview(check) => "the incident was resolved first",
        _ => null,
    };

    private static (DateTimeOffset? From, DateTimeOffset? Due) Clock(Incident incident, Check check)
    {
        if (check.Cadence is { } cadence)
        {
            if (check.Concept != DutyConcepts.Update) return (null, null);
            var from = incident.LastUpdate?.At is { } last && last > incident.CadenceFrom
                ? last : incident.CadenceFrom;
            return (from, from + cadence);
        }
        if (check.Due is { Anchor: "T0" } fromStart)
            return (incident.DeclaredAt, incident.DeclaredAt + fromStart.Offset);
        if (!IsOfReview(check) || check.Concept == DutyConcepts.Restored || incident.ResolvedAt is not { } resolved)
            return (null, null);
        return (resolved, resolved + (check.Due?.Offset
            ?? (check.Concept == DutyConcepts.FinalUpdate ? HouseFinalUpdate : HouseReview)));
    }
}
