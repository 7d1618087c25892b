using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>How a line was settled.</summary>
internal sealed record Settled(DutyState State, DateTimeOffset? At, string By, string Sentence);

/// <summary>What on the record shows that a line of the checklist is done; null while nothing does.</summary>
internal static class DutyEvidence
{
    private static readonly TimeSpan HouseMeeting = TimeSpan.FromHours(48);

    public static Settled? Of(
        Incident incident, GuideSettings settings, Check check, DutyRecord record, DateTimeOffset now) =>
        check.Concept switch
    {
        DutyConcepts.Severity => Told(incident.IsAssessed, incident, DutyConcepts.Severity, Word(incident.Severity)),
        DutyConcepts.Commander => Told(incident.Lead.Person != "", incident, DutyConcepts.Commander,
            incident.Lead.Person),
        DutyConcepts.Channel => Told(incident.Channel is not null, incident, DutyConcepts.Channel,
            incident.Channel is { } c ? $"{c.Chat} {c.Call}".Trim() : ""),
        DutyConcepts.InitialUpdate => Sent(incident.Updates.FirstOrDefault()),
        DutyConcepts.Team => Team(incident, check),
        DutyConcepts.Symptoms => incident.Times.Started is { } at
            ? Told(incident.Symptoms != "", incident, DutyConcepts.Symptoms, $"since {at:yyyy-MM-dd HH:mm} UTC") : null,
        DutyConcepts.Suspects => Suspects(incident),
        DutyConcepts.Decide or DutyConcepts.DecideRollback => incident.Decision is { } d
            ? First(incident, DutyConcepts.Decide, $"{d.Remedy.ToString().ToLowerInvariant()}: {d.Reason}", d.By)
            : null,
        DutyConcepts.Execute => incident.Mitigation is { FinishedAt: { } at } m ? Done(at, "", m.Sentence) : null,
        DutyConcepts.Verify or DutyConcepts.SmokeOfRollback or DutyConcepts.HealthOfRollback =>
            incident.Mitigation is { VerifiedAt: { } at } m ? Done(at, "", m.Sentence) : null,
        DutyConcepts.Update => incident.Status.IsResponse ? null
            : Done(incident.LastUpdate?.At, "", $"{incident.Updates.Count(u => !u.Final)} sent" +
                (record.MissedEver > 0 ? $", {record.MissedEver} missed" : "")),
        DutyConcepts.Timeline => Done(incident.DeclaredAt, "", $"kept by itself, {incident.Timeline.Count} entries"),
        DutyConcepts.Restored => incident.ResolvedAt is { } at
            ? Done(at, "", "confirmed by a person") : null,
        DutyConcepts.FinalUpdate => Sent(incident.Updates.LastOrDefault(u => u.Final && u.At >= incident.ResolvedAt)),
        DutyConcepts.Retrospective => Meeting(incident, settings, check, now),
        DutyConcepts.RootCause or DutyConcepts.CauseOfRollback => Told(
            incident.Review.Section(Sections.RootCause) is { Text: not "" }, incident,
            DutyConcepts.RootCause, "root cause written"),
        DutyConcepts.Actions => Actions(incident),
        DutyConcepts.Runbooks => incident.Review.Runbook is { } r
            ? Done(r.At, r.By, r.Path != "" ? $"{r.Path} changed" : r.Reason) : null,
        DutyConcepts.Close => incident.Status == IncidentStatus.Closed
            ? Done(incident.Times.Closed, "", "closed") : null,
        DutyConcepts.Declared => Done(incident.DeclaredAt, "", "declared"),
        "page-on-call" when incident.Times.Acknowledged is { } at => Done(at, "", "the page is acknowledged"),
        _ => record.DoneAt is { } at ? Done(at, record.DoneBy, record.Note) : null,
    };

    private static Settled? Team(Incident incident, Check check)
    {
        if (incident.SecurityNeeded is null && check.Condition?.Only.Contains(IncidentRoles.Security) == true)
            return null;
        var needed = Needed(incident, check).ToList();
        return needed.Count > 0 && needed.All(role => incident.Team.Any(r => r.Role == role))
            ? Done(Later(needed.Max(role => incident.Team.Where(r => r.Role == role).Min(r => r.Since)),
                incident.Marks.GetValueOrDefault(SecurityAnswered.SecurityMark)?.At), "",
                string.Join(", ", incident.Team.Select(r => r.Person)))
            : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    /// <summary>The roles of the line; one that is asked about is needed when somebody said so.</summary>
    internal static IEnumerable<string> Needed(Incident incident, Check check) =>
        from owner in check.Owners.IsEmpty ? ["Developers"] : check.Owners
        let role = Owners.NameOf(owner)
        where role != IncidentRoles.Commander
        where check.Condition?.Only.Contains(owner) != true || role != IncidentRoles.Security
            || incident.SecurityNeeded == true
        select role;

    private static Settled? Suspects(Incident incident) =>
        incident.Cause != "" ? Told(true, incident, DutyConcepts.Suspects, incident.Cause)
        : incident.Suspects.LastOrDefault(s => !s.Proposed) is { } named
            ? Told(true, incident, DutyConcepts.Suspects, named.What) : null;

    private static Settled? Meeting(Incident incident, GuideSettings settings, Check check, DateTimeOffset now)
    {
        var rule = settings.RetrospectiveBooked ? RetrospectiveRule.Booked : RetrospectiveRules.Usual;
        return RetrospectiveRules.Done(incident, Meet(incident, settings, check), now, rule) is { } met
            ? Done(met.Since, "", met.Sentence) : null;
    }

    /// <summary>The last moment at which the meeting may begin.</summary>
    internal static DateTimeOffset? Meet(Incident incident, GuideSettings settings, Check check)
    {
        if (incident.ResolvedAt is not { } resolved) return null;
        var last = From(resolved);
        // A guide that asks for it sooner than was possible by then counts from when the incident moved to it.
        return incident.Retimed.TryGetValue(check.Id, out var moved) && last <= moved ? From(moved) : last;

        DateTimeOffset From(DateTimeOffset at) =>
            Severities.Of(check.DueBySeverity, incident.Severity) is { } length ? at + length
            : check.Due?.From(at, settings) ?? at + HouseMeeting;
    }

    private static Settled? Actions(Incident incident) =>
        incident.Review.Actions is { Length: > 0 } all
            ? Told(true, incident, DutyConcepts.Actions, $"{all.Length} with owner and due date")
            : Told(incident.Review.NoActions != "", incident, DutyConcepts.Actions,
                $"none: {incident.Review.NoActions}");

    private static Settled? Sent(Update? update) =>
        update is null ? null : Done(update.At, update.By, update.Audiences.IsEmpty
            ? "on the timeline" : $"to {string.Join(", ", update.Audiences)}");

    private static Settled? Told(bool done, Incident incident, string what, string sentence) => done
        ? Done(incident.Marks.GetValueOrDefault(what)?.At, incident.Marks.GetValueOrDefault(what)?.By ?? "", sentence)
        : null;

    /// <summary>When it was so for the first time; what is written about it later makes nobody late.</summary>
    private static Settled First(Incident incident, string what, string sentence, string by) =>
        Done(incident.Marks.GetValueOrDefault(what)?.At, by, sentence);

    private static Settled Done(DateTimeOffset? at, string by, string sentence) =>
        new(DutyState.Done, at, by, sentence);

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
