using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.Api;

/// <summary>A time as a person writes it: ISO 8601, <c>14:05</c>, <c>-10m</c>, <c>+2d</c>; without a zone it is
/// UTC.</summary>
public static partial class WrittenTime
{
    public const string Accepted = "Write -10m, 14:05 or 2026-03-01T14:05Z; times are UTC.";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Something that happened: a clock time is the last one there was. Null: it is no time.</summary>
    public static DateTimeOffset? Past(string text, DateTimeOffset now) =>
        Read(text, now) is not { } read ? null : read.Clock && read.At > now ? read.At - Day : read.At;

    /// <summary>Something to come: a clock time is the next one there will be. Null: it is no time.</summary>
    public static DateTimeOffset? Future(string text, DateTimeOffset now) =>
        Read(text, now) is not { } read ? null : read.Clock && read.At <= now ? read.At + Day : read.At;

    /// <summary>A day: <c>2026-03-01</c>, or <c>7d</c> from today. Null: it is none.</summary>
    public static DateOnly? DayOf(string text, DateTimeOffset now) =>
        DateOnly.TryParseExact(
            text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Span(text.Trim().TrimStart('+')) is { } span && span >= Day
                ? DateOnly.FromDateTime((now + span).UtcDateTime) : null;

    private static (DateTimeOffset At, bool Clock)? Read(string text, DateTimeOffset now)
    {
        var written = text.Trim();
        if (written is ['-' or '+', ..])
            return Span(written[1..]) is not { } span ? null : (written[0] == '-' ? now - span : now + span, false);
        if (TimeOnly.TryParseExact(
            written, ["H:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
            return (new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), clock, TimeSpan.Zero), true);
        return IsoDay().IsMatch(written) && DateTimeOffset.TryParse(
            written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time.ToUniversalTime(), false) : null;
    }

    private static TimeSpan? Span(string text) => SpanText().Match(text) is not { Success: true } span ? null
        : int.Parse(span.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (span.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => Day,
        });

    [GeneratedRegex(@"^(\d{1,5})([smhd])$", RegexOptions.CultureInvariant)]
    private static partial Regex SpanText();

    // A parser that takes "3" or "May" for a time would write down what nobody said.
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDay();
}
