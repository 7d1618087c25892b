using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Invites to the meeting about the incident; again, to move it.</summary>
/// <param name="Attendees">Mail addresses, or people by id.</param>
public sealed record ScheduleRetrospective(DateTimeOffset Start, int Minutes, ImmutableArray<string> Attendees)
    : IncidentCommand, INamesPeople
{
    private const int Longest = 8 * 60;
    private const int Most = 200;

    public Command WithPeople(Func<string, string> idOf) =>
        Attendees.IsDefaultOrEmpty ? this : this with { Attendees = [.. Attendees.Select(idOf)] };

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (incident.Status.IsResponse)
            return Refusal.Blocked($"{incident.Id} is not resolved yet; first end it, then meet about it.");
        if (Start <= now.At) return Refusal.Invalid("The meeting cannot begin in the past.");
        if (Minutes is < 5 or > Longest) return Refusal.Invalid($"A meeting takes 5 to {Longest} minutes.");
        if (Attendees.IsDefaultOrEmpty)
            return Refusal.Invalid("Nobody is invited: give addresses with --to.");
        if (Attendees.FirstOrDefault(a => !MailAddresses.IsReached(a)) is { } odd)
            return Refusal.Invalid($"'{odd}' is not a mail address; nobody was invited.");
        if (Attendees.Length > Most) return Refusal.Invalid($"At most {Most} people are invited.");
        var before = incident.Review.Retrospective;
        return new RetrospectiveScheduled(Start.ToUniversalTime(), Minutes, [.. Attendees.Distinct()],
            before is null ? 0 : before.Sequence + 1)
        {
            Dropped = before is { Cancelled: false } ? [.. before.Attendees.Except(Attendees)] : [],
        };
    }
}

public sealed record RetrospectiveScheduled(
    DateTimeOffset Start, int Minutes, ImmutableArray<string> Attendees, int Sequence) : IncidentEvent
{
    /// <summary>Who was invited before and is not any more; their calendars are told.</summary>
    public ImmutableArray<string> Dropped { get; init; } = [];

    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Review = incident.Review with
        {
            Retrospective = new Retrospective(Start, Minutes, Attendees, Sequence, Cancelled: false),
        },
    }).Tell(moment, $"Retrospective {(Sequence == 0 ? "scheduled" : "moved")}: {Start:yyyy-MM-dd HH:mm} UTC",
        $"{Minutes} min, {string.Join(", ", Attendees)}");
}

/// <summary>Calls the meeting off; calendars take it out.</summary>
public sealed record CancelRetrospective(string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        // What was merged or cancelled calls its meeting off; the record of one that is closed stays as it is.
        : incident.Status == IncidentStatus.Closed && incident.Over() is { } closed ? closed
        : incident.Review.Retrospective is not { Cancelled: false } meeting
            ? Refusal.TooLate("There is no meeting to call off.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why it is called off.")
        : new RetrospectiveCancelled(Reason.Trim(), meeting.Sequence + 1);
}

public sealed record RetrospectiveCancelled(string Reason, int Sequence) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        incident.Review.Retrospective is not { } meeting ? incident : (incident with
        {
            Review = incident.Review with { Retrospective = meeting with { Sequence = Sequence, Cancelled = true } },
        }).Tell(moment, "Retrospective called off", Reason);
}
