using System.Collections.Immutable;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Plimsoll.Core.Access;
using Plimsoll.Core.Incidents;
using CalendarObject = Ical.Net.Calendar;

namespace Plimsoll.Core.Announcements;

/// <summary>A meeting as calendars read it (RFC 5545, RFC 5546): asked for, changed, or called off.</summary>
/// <param name="Uid">The same for one meeting, whatever becomes of it.</param>
/// <param name="Sequence">One higher with every change; calendars take nothing older.</param>
/// <param name="Stamp">When this was written.</param>
/// <param name="Organizer">Mail address of who invites; empty until it is known.</param>
public sealed record Invitation(
    string Uid,
    int Sequence,
    DateTimeOffset Stamp,
    DateTimeOffset Start,
    TimeSpan Duration,
    string Title,
    string Text,
    string Organizer,
    ImmutableArray<string> Attendees,
    bool Cancelled)
{
    /// <summary>The iCalendar object: lines of at most 75 octets with CRLF, every time in UTC.</summary>
    public string Write()
    {
        var meeting = new CalendarEvent
        {
            Uid = Uid,
            Sequence = Sequence,
            DtStamp = CalendarText.Utc(Stamp),
            DtStart = CalendarText.Utc(Start),
            DtEnd = CalendarText.Utc(Start + Duration),
            Summary = CalendarText.OneLine(Title),
            Description = Text,
            Status = Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            Organizer = Organizer == "" ? null : new Organizer(Mailto(Organizer)),
        };
        foreach (var attendee in Attendees.Where(MailAddresses.IsReached)) meeting.Attendees.Add(Asked(attendee));
        var calendar = new CalendarObject
        {
            ProductId = CalendarText.Writer, Method = Cancelled ? CalendarMethods.Cancel : CalendarMethods.Request,
        };
        calendar.Events.Add(meeting);
        return CalendarText.Of(calendar);
    }

    /// <summary>The same meeting, with who invites.</summary>
    public static string OrganizedBy(string calendar, string mail)
    {
        var read = Read(calendar);
        foreach (var meeting in read.Events) meeting.Organizer = new Organizer(Mailto(mail));
        return CalendarText.Of(read);
    }

    /// <summary>The same meeting with people's addresses in place of their ids; who has none is left out.</summary>
    public static string Addressed(string calendar, Func<string, string?> addressOf)
    {
        var read = Read(calendar);
        foreach (var meeting in read.Events)
            foreach (var attendee in meeting.Attendees.ToList())
                if (attendee.Value?.OriginalString["mailto:".Length..] is { } id && PersonId.Is(id))
                {
                    meeting.Attendees.Remove(attendee);
                    if (addressOf(id) is { } address) meeting.Attendees.Add(Asked(address));
                }
        return CalendarText.Of(read);
    }

    /// <summary>The same meeting in other words; lines are folded anew, so words are looked at whole.</summary>
    public static string Reworded(string calendar, Func<string, string> words)
    {
        var read = Read(calendar);
        foreach (var meeting in read.Events)
            (meeting.Summary, meeting.Description) = (words(meeting.Summary ?? ""), words(meeting.Description ?? ""));
        return CalendarText.Of(read);
    }

    /// <summary><c>REQUEST</c> or <c>CANCEL</c>; a mail says it again in its head.</summary>
    public static string MethodOf(string calendar) => Read(calendar).Method ?? CalendarMethods.Request;

    private static CalendarObject Read(string calendar) =>
        CalendarObject.Load(calendar) ?? throw new ArgumentException("This is no iCalendar object.", nameof(calendar));

    private static Attendee Asked(string mail) => new(Mailto(mail))
    {
        Role = ParticipationRole.RequiredParticipant, ParticipationStatus = EventParticipationStatus.NeedsAction,
        Rsvp = true,
    };

    private static string Mailto(string mail) => $"mailto:{mail}";
}
