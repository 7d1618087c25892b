using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using CalendarObject = Ical.Net.Calendar;

namespace Plimsoll.Core.Announcements;

/// <summary>How Plimsoll writes iCalendar: every time in UTC, titles of one line, folded and escaped.</summary>
internal static class CalendarText
{
    public const string Writer = "-//Plimsoll//Plimsoll//EN";

    public static string Of(CalendarObject calendar) =>
        new CalendarSerializer().SerializeToString(calendar)
        ?? throw new InvalidOperationException("The calendar has no text.");

    public static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, CalDateTime.UtcTzId);

    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
