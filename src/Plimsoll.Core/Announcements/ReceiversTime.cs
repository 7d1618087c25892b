using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Plimsoll.Core.Calendar;

namespace Plimsoll.Core.Announcements;

/// <summary>
/// Texts are written once, in UTC; whoever reads one finds the time on their own wall with UTC beside it. A time, a
/// date with a time, and a stretch from one to another are known, where <c>UTC</c> stands behind them.
/// </summary>
/// <example>"due 2026-03-01 14:05 UTC" reads "due 2026-03-01 15:05 Europe/Berlin (14:05 UTC)".</example>
public static partial class ReceiversTime
{
    private const string Utc = "UTC";

    /// <param name="written">When the text was written: a time without a date is of that day.</param>
    /// <param name="zone">The IANA name; one nobody knows leaves the text as it is.</param>
    public static string In(string text, DateTimeOffset written, string zone) =>
        zone == Utc || Series.ZoneOf(zone) is not { } there ? text
            : Stretch().Replace(
                text, found => Beside(found, DateOnly.FromDateTime(written.UtcDateTime), there) ?? found.Value);

    private static string? Beside(Match found, DateOnly day, DateTimeZone zone)
    {
        if (Read(found.Groups["from"].Value, found.Groups["hour"].Value, day) is not { } from) return null;
        var end = found.Groups["till"] is { Success: true } till
            ? Read(found.Groups["to"].Value, till.Value, DateOnly.FromDateTime(from)) : null;
        if (found.Groups["till"].Success && end is null) return null;
        // "23:00 to 01:00" goes on after midnight.
        if (end < from && !found.Groups["to"].Success) end = end.Value.AddDays(1);
        var (here, gone) = (Local(from, zone), end is { } last ? Local(last, zone) : (DateTime?)null);
        var isOtherDay = here.Date != from.Date || gone?.Date != end?.Date;
        var dated = isOtherDay || found.Groups["from"].Success;
        var local = Words(here, gone, dated);
        return $"{local} {zone.Id} ({Words(from, end, isOtherDay)} {Utc})";
    }

    private static string Words(DateTime from, DateTime? to, bool dated) =>
        (dated ? $"{from:yyyy-MM-dd HH:mm}" : $"{from:HH:mm}")
        + (to is not { } end ? "" : end.Date == from.Date ? $" to {end:HH:mm}" : $" to {end:yyyy-MM-dd HH:mm}");

    private static DateTime Local(DateTime utc, DateTimeZone zone) => Instant
        .FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(zone).ToDateTimeUnspecified();

    // What only looks like a time, such as 27:80, stays as it is.
    private static DateTime? Read(string date, string time, DateOnly otherwise)
    {
        var day = otherwise;
        if (date != "" && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out day))
            return null;
        return TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, default, out var hour)
            ? day.ToDateTime(hour) : null;
    }

    [GeneratedRegex(
        @"(?<![\d:.-])(?:(?<from>\d{4}-\d\d-\d\d) )?(?<hour>\d\d:\d\d)"
        + @"(?: to (?:(?<to>\d{4}-\d\d-\d\d) )?(?<till>\d\d:\d\d))? UTC\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Stretch();
}
