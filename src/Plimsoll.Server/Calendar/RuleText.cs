using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Calendar;

/// <summary>Reads a window or freeze as people write it, and writes it as they read it.</summary>
internal static class RuleText
{
    private const string Wall = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] Walls =
        ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    /// <summary>The schedule, or why what was written is none.</summary>
    public static (Schedule? Schedule, Refusal? Refusal) Read(RuleBody body)
    {
        try
        {
            return (new Schedule(
                Time(body.Start, "start"), body.End.Trim() == "" ? null : Time(body.End, "end"), Length(body.Duration),
                body.Repeats.Trim().Replace("RRULE:", "", StringComparison.OrdinalIgnoreCase),
                [.. body.Except.Where(d => d.Trim() != "").Select(Day)],
                body.Zone.Trim() == "" ? "UTC" : body.Zone.Trim()), null);
        }
        catch (FormatException wrong)
        {
            return (null, Refusal.Invalid(wrong.Message));
        }
    }

    public static RuleView View(string scope, CalendarRule rule, DateTimeOffset now)
    {
        var (on, schedule) = (rule.Covering(now), rule.Schedule);
        var shown = on ?? rule.After(now);
        return new RuleView(
            scope, rule.Id, rule.Kind.ToString().ToLowerInvariant(), rule.Title,
            schedule.Start.ToString(Wall, CultureInfo.InvariantCulture),
            schedule.End?.ToString(Wall, CultureInfo.InvariantCulture) ?? "", Length(schedule.Lasts), schedule.Repeats,
            [.. schedule.Except.Select(d => $"{d:yyyy-MM-dd}")], schedule.Zone, rule.Exempt, on is not null, shown?.From,
            shown?.To, rule.By);
    }

    public static SlotView View(BookedSlot slot) => new(
        slot.Id, slot.Service, slot.Version, slot.Environment, slot.Start, slot.End,
        slot.Status.ToString().ToLowerInvariant(), slot.By, slot.Deployment, slot.Note);

    private static DateTime Time(string text, string what) => DateTime.TryParseExact(
        text.Trim(), Walls, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
            : throw new FormatException($"The {what} \"{text.Trim()}\" is no time on the wall; write 2026-11-24T10:00.");

    private static DateOnly Day(string text) => DateOnly.TryParseExact(
        text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new FormatException($"\"{text.Trim()}\" is no day to leave out; write 2026-12-24.");

    private static TimeSpan? Length(string text)
    {
        var written = text.Trim();
        if (written == "") return null;
        var minutes = written[^1] switch { 'm' => 1, 'h' => 60, 'd' => 24 * 60, _ => 0 };
        return minutes > 0 && int.TryParse(written[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count < 1_000_000 ? TimeSpan.FromMinutes((long)count * minutes)
                : throw new FormatException($"\"{written}\" is no duration; write 90m, 2h or 3d.");
    }

    private static string Length(TimeSpan? length) => length switch
    {
        null => "",
        { Ticks: var ticks } whole when ticks % TimeSpan.TicksPerDay == 0 => $"{whole.TotalDays:0}d",
        { Ticks: var ticks } whole when ticks % TimeSpan.TicksPerHour == 0 => $"{whole.TotalHours:0}h",
        { } odd => $"{odd.TotalMinutes:0}m",
    };
}
