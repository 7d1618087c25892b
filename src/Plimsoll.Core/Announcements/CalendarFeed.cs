using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using CalendarObject = Ical.Net.Calendar;

namespace Plimsoll.Core.Announcements;

/// <summary>What stands in a calendar that people subscribe to.</summary>
/// <param name="Uid">The same for one thing, whatever becomes of it.</param>
/// <param name="Sequence">One higher with every change.</param>
/// <param name="Stamp">When it was made or last changed, as far as that is known.</param>
/// <param name="End">The first moment after it.</param>
/// <param name="Cancelled">It was planned and is not any more; subscribers strike it out.</param>
/// <param name="Busy">Whether who subscribes is busy then; a window or a freeze only says what may be done.</param>
public sealed record FeedEntry(
    string Uid, int Sequence, DateTimeOffset Stamp, DateTimeOffset Start, DateTimeOffset End, string Title,
    string Text, bool Cancelled, bool Busy);

/// <summary>
/// A calendar to subscribe to (RFC 5545, RFC 7986): every time in UTC, asked for again each quarter of an hour.
/// </summary>
public static class CalendarFeed
{
    /// <summary>The same entries give the same bytes, so that a subscriber is told that nothing is new.</summary>
    public static string Write(string title, IEnumerable<FeedEntry> entries)
    {
        var calendar = new CalendarObject { ProductId = CalendarText.Writer, Method = CalendarMethods.Publish };
        foreach (var (name, value) in ((string, string)[])
            [("NAME", title), ("X-WR-CALNAME", title), ("X-PUBLISHED-TTL", "PT15M")])
            calendar.AddProperty(name, value);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", "PT15M");
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        foreach (var entry in entries) calendar.Events.Add(Event(entry));
        return CalendarText.Of(calendar);
    }

    private static CalendarEvent Event(FeedEntry entry) => new()
    {
        Uid = entry.Uid,
        Sequence = entry.Sequence,
        DtStamp = CalendarText.Utc(entry.Stamp),
        DtStart = CalendarText.Utc(entry.Start),
        DtEnd = CalendarText.Utc(entry.End),
        Summary = CalendarText.OneLine(entry.Title),
        Description = entry.Text,
        Status = entry.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        Transparency = entry.Busy ? TransparencyType.Opaque : TransparencyType.Transparent,
    };
}
