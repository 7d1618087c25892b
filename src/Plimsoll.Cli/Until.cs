using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Cli;

/// <summary>When something ends: a span from now, or a time.</summary>
internal static partial class Until
{
    private const string Default = "24h";

    public static DateTimeOffset Read(string text, DateTimeOffset now)
    {
        if (Span().Match(text == "" ? Default : text) is { Success: true } span)
            return now + TimeSpan.FromMinutes(
                int.Parse(span.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * MinutesOf(span.Groups[2].Value));
        // A time without its zone is read as UTC, in which all times are printed.
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Failure.Usage($"\"{text}\" is no time.",
                fix: "Write a span such as 36h or 7d, or a time such as 2026-03-01T18:00Z.");
    }

    /// <summary>Null where nothing is typed.</summary>
    public static DateTimeOffset? Optional(string text, DateTimeOffset now) => text == "" ? null : Read(text, now);

    private static double MinutesOf(string unit) =>
        unit switch { "m" => 1, "h" => 60, "d" => 24 * 60, _ => 7 * 24 * 60 };

    [GeneratedRegex(@"^(\d{1,4})([mhdw])$", RegexOptions.CultureInvariant)]
    private static partial Regex Span();
}
