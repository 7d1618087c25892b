using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Lengths of time as a sentence says them: "15-30 min", "one hour", "2 business days".</summary>
internal static partial class LengthOf
{
    public const string Pattern =
        @"(?:(?<from>\d+(?:\.\d+)?)\s*(?:min(?:ute)?s?|hours?|days?|weeks?)?\s*(?:-|\u2013|to)\s*)?" +
        @"(?<count>\d+(?:\.\d+)?|one|two|three|four)\+?\s*-?\s*" +
        @"(?<unit>min(?:ute)?s?|hrs?|hours?|h|m|(?:business |working )?days?|d|weeks?|w|months?)\b";

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four"];

    private static readonly SearchValues<string> Repeating =
        SearchValues.Create(["every", "hourly", "daily", "weekly", "updates"], StringComparison.OrdinalIgnoreCase);

    /// <summary>False settles it at a glance: nowhere does a number stand before what could be a unit.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length - 1; at++)
        {
            if (EndsNumber(text, at) && BeginsUnit(text[(at + 1)..])) return true;
        }

        return false;
    }

    /// <summary>False settles it at a glance: the text has no word for how often.</summary>
    public static bool MayRepeat(ReadOnlySpan<char> text) => text.ContainsAny(Repeating);

    /// <summary>The upper end of a range.</summary>
    public static TimeSpan Most(Match match) => UnitOf(match) * Count(match.Groups["count"].Value);

    /// <summary>The lower end of a range; one that begins at once lasts to its end.</summary>
    public static TimeSpan Least(Match match) =>
        UnitOf(match) * (BeginsLater(match) ? Count(match.Groups["from"].Value) : Count(match.Groups["count"].Value));

    /// <summary>True for a range that does not begin at once.</summary>
    public static bool BeginsLater(Match match) =>
        match.Groups["from"] is { Success: true } from && Count(from.Value) > 0;

    /// <summary>So long after its anchor, at the latest.</summary>
    public static Due DueOf(Match match, string anchor, string text) =>
        Away(match, anchor, text, match.Groups["count"].Success ? Most(match) : UnitOf(match), 1);

    /// <summary>So long before its anchor: the lower end of a range is the last moment.</summary>
    public static Due Before(Match match, string anchor, string text) => Away(match, anchor, text, Least(match), -1);

    private static Due Away(Match match, string anchor, string text, TimeSpan length, int way)
    {
        var days = match.Groups["unit"].Value.Contains("business", StringComparison.OrdinalIgnoreCase)
            || match.Groups["unit"].Value.Contains("working", StringComparison.OrdinalIgnoreCase);
        return days
            ? new Due(anchor, TimeSpan.Zero, text) { BusinessDays = way * (int)Math.Ceiling(length.TotalDays) }
            : new Due(anchor, way * length, text);
    }

    /// <summary>The longest gap a text allows: "every 15-30 minutes", "hourly"; null when it says none.</summary>
    public static TimeSpan? Cadence(string text)
    {
        if (!MayRepeat(text))
        {
            return null;
        }

        if (Every().Match(text) is { Success: true } every)
        {
            return every.Groups["count"].Success ? Most(every) : UnitOf(every);
        }

        return Often().Match(text) is not { Success: true } often ? null
            : char.ToLowerInvariant(often.Value[0]) switch
            {
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                _ => TimeSpan.FromDays(7),
            };
    }

    private static bool EndsNumber(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        _ when char.IsDigit(text[at]) => true,
        'e' or 'E' => Ends(text[..(at + 1)], "one") || Ends(text[..(at + 1)], "three"),
        'o' or 'O' => Ends(text[..(at + 1)], "two"),
        'r' or 'R' => Ends(text[..(at + 1)], "four"),
        _ => false,
    };

    private static bool Ends(ReadOnlySpan<char> text, string number) =>
        text.EndsWith(number, StringComparison.OrdinalIgnoreCase);

    // minutes, hours, days, weeks, months; business or working days
    private static bool BeginsUnit(ReadOnlySpan<char> after)
    {
        var at = 0;
        while (at < after.Length && (char.IsWhiteSpace(after[at]) || after[at] is '+' or '-')) at++;
        return at < after.Length && char.ToLowerInvariant(after[at]) is 'm' or 'h' or 'd' or 'w' or 'b';
    }

    // Longer than this is no plan of a release; the bound keeps arithmetic on moments from overflowing.
    private static double Count(string text) => Math.Min(1000,
        Array.FindIndex(Numbers, number => number.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var word
            ? word : double.Parse(text, CultureInfo.InvariantCulture));

    public static TimeSpan UnitOf(Match match)
    {
        var unit = match.Groups["unit"].Value.ToLowerInvariant();
        return unit switch
        {
            _ when unit.StartsWith("mo", StringComparison.Ordinal) => TimeSpan.FromDays(30),
            _ when unit.StartsWith("work", StringComparison.Ordinal) => TimeSpan.FromDays(1),
            _ => unit[0] switch
            {
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'w' => TimeSpan.FromDays(7),
                _ => TimeSpan.FromDays(1),
            },
        };
    }

    // "30-minute updates"
    [GeneratedRegex(@"\bevery\s+(?:" + Pattern + @"|(?<unit>hour|day|week)\b)|" + Pattern + @"\s+updates\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Every();

    [GeneratedRegex(@"\b(?:hourly|daily|weekly)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Often();
}
