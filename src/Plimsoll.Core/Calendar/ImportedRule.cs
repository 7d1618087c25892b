using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ical.Net.DataTypes;
using NodaTime.TimeZones;
using CalendarObject = Ical.Net.Calendar;
using Meeting = Ical.Net.CalendarComponents.CalendarEvent;

namespace Plimsoll.Core.Calendar;

/// <summary>One event of somebody's iCalendar file as a window or freeze.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Id">Made of the event's UID, so that the same event read again is the same rule.</param>
/// <param name="Schedule">Null where it cannot be one, or is cancelled.</param>
/// <param name="Wrong">Why it cannot be; empty: it can.</param>
public sealed record ImportedRule(int Line, string Id, string Title, Schedule? Schedule, string Wrong)
{
    /// <summary>Whoever keeps the file has called it off.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>
/// Reads an iCalendar file (RFC 5545). What cannot be kept whole is refused by its line, never half taken.
/// </summary>
public static class CalendarImport
{
    public const int MostBytes = 1024 * 1024;
    public const int MostEvents = 200;
    private const int LongestTitle = 100;

    /// <param name="zone">For times that name none, and for whole days.</param>
    /// <returns>The events in their order; or why it is no such file.</returns>
    public static (ImmutableArray<ImportedRule> Rules, string Wrong) Read(string text, string zone)
    {
        if (Encoding.UTF8.GetByteCount(text) > MostBytes) return ([], $"The file is longer than {MostBytes} bytes.");
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (!Is(lines[0], "BEGIN:VCALENDAR"))
            return ([], "This is no iCalendar file: it does not begin with BEGIN:VCALENDAR.");
        int[] begins = [.. Enumerable.Range(0, lines.Length).Where(at => Is(lines[at], "BEGIN:VEVENT"))];
        return begins.Length is 0 or > MostEvents
            ? ([], $"The iCalendar file has {begins.Length} events; 1 to {MostEvents} are read at once.")
            : ([.. begins.Select(from => Event(lines, from, zone))], "");
    }

    // One by one: what cannot be read of one event takes no other with it, and each is told by its line.
    private static ImportedRule Event(string[] lines, int from, string zone)
    {
        var end = Array.FindIndex(lines, from, line => Is(line, "END:VEVENT"));
        var next = Array.FindIndex(lines, from + 1, line => Is(line, "BEGIN:VEVENT"));
        var unread = new ImportedRule(from + 1, "", "", null, "It does not end: END:VEVENT is missing.");
        if (end < 0 || next >= 0 && next < end) return unread;
        try
        {
            string[] file = ["BEGIN:VCALENDAR", "VERSION:2.0", .. lines[from..(end + 1)], "END:VCALENDAR", ""];
            return CalendarObject.Load(string.Join("\r\n", file))?.Events is [{ } read]
                ? Of(read, from + 1, zone) : unread with { Wrong = "It is no event." };
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            // The reader throws whatever it stumbles on.
            return unread with { Wrong = $"It cannot be read: {wrong.Message}" };
        }
    }

    private static bool Is(string line, string mark) => line.Trim().Equals(mark, StringComparison.OrdinalIgnoreCase);

    private static ImportedRule Of(Meeting read, int line, string zone)
    {
        var title = OneLine(read.Summary ?? "");
        var rule = new ImportedRule(line, IdOf(read.Uid ?? ""), title, null, "")
        {
            Cancelled = "CANCELLED".Equals(read.Status, StringComparison.OrdinalIgnoreCase),
        };
        var wrong = read switch
        {
            { Uid: null or "" } => "It has no UID, so that it could not be found again.",
            // Called off, it is that one occurrence, not the event.
            { RecurrenceIdentifier: not null } =>
                "It changes one occurrence of another event; leave that day out there (EXDATE).",
            _ when rule.Cancelled => "",
            { DtStart: null } => "It has no DTSTART.",
            _ when Count(read, "RRULE") > 1 => "It has more than one RRULE.",
            _ when Count(read, "EXRULE") > 0 => "It has an EXRULE; leave days out by EXDATE.",
            _ when read.RecurrenceDates.GetAllDates().Any() => "It has an RDATE; write each of those days as an event.",
            _ when ZoneOf(read.DtStart, zone) is null => $"\"{read.DtStart?.TzId}\" is no time zone known here.",
            { DtEnd: { } end } when end.HasTime && end.TzId != read.DtStart?.TzId =>
                "It ends in another zone than it starts in; write both in one.",
            _ when read.ExceptionDates.GetAllDates().Any(d => d.HasTime && d.TzId != read.DtStart?.TzId) =>
                "It leaves out a time of another zone (EXDATE); write it in that of DTSTART.",
            _ => "",
        };
        if (wrong != "") return rule with { Wrong = wrong, Cancelled = false };
        if (rule.Cancelled || read.DtStart is not { } start) return rule;
        var schedule = new Schedule(
            Wall(start), EndOf(read, start), Length(read),
            read.RecurrenceRule?.ToString() ?? "",
            [.. read.ExceptionDates.GetAllDates().Select(d => DateOnly.FromDateTime(d.Value)).Distinct().Order()],
            ZoneOf(start, zone) ?? "UTC");
        return schedule.Wrong() is { Length: > 0 } not ? rule with { Wrong = not } : rule with { Schedule = schedule };
    }

    // A whole day without an end lasts a day (RFC 5545, 3.6.1). Days and weeks are those of the wall, hours those of a
    // clock (3.3.6): a day on which clocks change has another length.
    private static DateTime? EndOf(Meeting read, CalDateTime start) => read switch
    {
        { DtEnd: { } end } => Wall(end),
        { Duration: { HasDate: true } days } => Wall(start) + days.ToTimeSpanUnspecified(),
        { Duration: null } when !start.HasTime => Wall(start).AddDays(1),
        _ => null,
    };

    private static TimeSpan? Length(Meeting read) =>
        read is { DtEnd: null, Duration: { HasDate: false } hours } ? hours.ToTimeSpanUnspecified() : null;

    private static DateTime Wall(CalDateTime at) => DateTime.SpecifyKind(at.Value, DateTimeKind.Unspecified);

    // Outlook writes names of Windows.
    private static string? ZoneOf(CalDateTime at, string zone) =>
        at.TzId is not { Length: > 0 } named ? zone
        : Series.ZoneOf(named) is not null ? named
        : TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(named, out var known) ? known : null;

    private static int Count(Meeting read, string property) =>
        read.Properties.Where(p => p.Name == property).Sum(p => p.ValueCount);

    private static string IdOf(string uid) =>
        $"ical-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)).AsSpan(0, 6))}";

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line == "" ? "Imported" : line.Length <= LongestTitle ? line : line[..LongestTitle].Trim();
    }
}
