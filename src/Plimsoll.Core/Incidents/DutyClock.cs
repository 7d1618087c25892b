using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>From when to when a line has to be done, by how bad it was over time. What changes later re-times it
/// forward only: nobody is late for what was not asked of them.</summary>
internal sealed class DutyClock(Incident incident, Playbook playbook, Check check)
{
    /// <summary>It comes back again and again while the incident goes on.</summary>
    public bool Repeats => playbook.ComesBack(check);

    public (DateTimeOffset? From, DateTimeOffset? Due) Of(DutyRecord record)
    {
        if (Repeats) return StartOfRounds(record) is { } from ? Rounds(from) : (null, null);
        return Anchor() is { } anchor ? Once(anchor) : (null, null);
    }

    private DateTimeOffset? StartOfRounds(DutyRecord record)
    {
        if (check.Concept == DutyConcepts.Timeline) return null;
        DateTimeOffset? start = DutyLines.IsOfReview(check) ? incident.ResolvedAt : incident.CadenceFrom;
        var last = check.Concept == DutyConcepts.Update ? incident.LastUpdate?.At : record.DoneAt;
        return last > start ? last : start;
    }

    private (DateTimeOffset?, DateTimeOffset?) Rounds(DateTimeOffset start)
    {
        var (from, severity) = (start, incident.SeverityAt(start));
        foreach (var change in incident.Changes(start))
        {
            var (before, every) = (Cadences.Of(playbook, check, severity), Cadences.Of(playbook, check, change.After));
            severity = change.After;
            if (every is not null && before != every && from + every <= change.At) from = change.At;
        }
        var now = Cadences.Of(playbook, check, severity);
        if (now is not { } length) return (null, null);
        if (incident.Retimed.TryGetValue(check.Id, out var at) && from + length <= at) from = at;
        return (from, from + length);
    }

    /// <summary>When the moment a one-time line counts from happened; null while it has not.</summary>
    private DateTimeOffset? Anchor()
    {
        if (check.Concept == DutyConcepts.Restored) return null;
        var ofReview = DutyLines.IsOfReview(check);
        return check.Due?.Anchor switch
        {
            "T0" => incident.DeclaredAt,
            "rollback" => incident.Decisions.LastOrDefault(d => d.Remedy == Remedy.Rollback)?.At,
            "resolved" => incident.ResolvedAt,
            null when !check.DueBySeverity.IsEmpty && !ofReview => incident.DeclaredAt,
            null when check.Concept == DutyConcepts.Commander && playbook.Severities.Any(s => s.Response is not null) =>
                incident.DeclaredAt,
            _ => ofReview ? incident.ResolvedAt : null,
        };
    }

    private (DateTimeOffset? From, DateTimeOffset? Due) Once(DateTimeOffset anchor)
    {
        var severity = incident.SeverityAt(anchor);
        (DateTimeOffset From, DateTimeOffset Due)? time =
            DutyLines.Holds(playbook, check, severity) && After(anchor, severity) is { } first ? (anchor, first) : null;
        foreach (var change in incident.Changes(anchor))
        {
            time = Changed(time, anchor, severity, change);
            severity = change.After;
        }
        if (time is { } told && incident.Retimed.TryGetValue(check.Id, out var at) && told.Due <= at
            && After(at, severity) is { } again)
            time = (at, again);
        return (time?.From, time?.Due);
    }

    private (DateTimeOffset From, DateTimeOffset Due)? Changed(
        (DateTimeOffset From, DateTimeOffset Due)? time, DateTimeOffset anchor, Severity before, SeverityChange change)
    {
        if (!DutyLines.Holds(playbook, check, change.After)) return null;
        if (After(anchor, change.After) is not { } fresh || After(change.At, change.After) is not { } anew) return null;
        if (time is { } was)
            return After(anchor, before) == fresh ? was
                : fresh > change.At ? (anchor, fresh)
                : was.Due <= change.At ? was
                : (change.At, was.Due < anew ? was.Due : anew);
        return fresh > change.At ? (anchor, fresh) : (change.At, anew);
    }

    private DateTimeOffset? After(DateTimeOffset anchor, Severity severity)
    {
        if (Severities.Of(check.DueBySeverity, severity) is { } length) return anchor + length;
        if (check.Due is { } due) return due.From(anchor, playbook.Settings);
        if (check.Concept == DutyConcepts.Commander && !DutyLines.IsOfReview(check))
            return anchor + Severities.RuleOf(playbook, severity)?.Response;
        return !DutyLines.IsOfReview(check) ? null
            : anchor + (check.Concept == DutyConcepts.FinalUpdate
                ? playbook.Settings.FinalUpdateWithin : playbook.Settings.ReviewWithin);
    }
}
