using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line or heading says about time.</summary>
internal sealed partial record Timing(Due? Due, TimeSpan? Cadence, TimeSpan? Observe, bool AnchorSaid)
{
    private const string Length =
        @"(?:(?<from>\d+(?:\.\d+)?)\s*(?:-|\u2013|to)\s*)?(?<count>\d+(?:\.\d+)?)\+?\s*-?\s*" +
        @"(?<unit>min(?:ute)?s?|hrs?|hours?|h|m|days?|d|weeks?|w|business days?|working days?)\b";

    public static Timing None { get; } = new(null, null, null, false);

    public static Timing Read(string text, string anchor)
    {
        var line = text.Length > 2000 ? text[..2000] : text;
        if (Offset().Match(line) is { Success: true } offset)
        {
            var away = LengthOf(offset) * (offset.Groups["sign"].Value == "+" ? 1 : -1);
            return None with { Due = new Due("deploy", away, offset.Value), AnchorSaid = true };
        }

        if (Before().Match(line) is { Success: true } before)
        {
            return None with { Due = new Due("deploy", -LengthOf(before), before.Value), AnchorSaid = true };
        }

        return Repeated(line) ?? Watched(line) ?? Limited(line, anchor) ?? None;
    }

    private static Timing? Repeated(string line)
    {
        if (Every().Match(line) is { Success: true } every)
        {
            return None with { Cadence = LengthOf(every) };
        }

        return Often().Match(line) is { Success: true } often
            ? None with { Cadence = often.Value.ToLowerInvariant() switch
            {
                "hourly" => TimeSpan.FromHours(1),
                "daily" => TimeSpan.FromDays(1),
                _ => TimeSpan.FromDays(7),
            } }
            : null;
    }

    // "error rate > 1% for 5 minutes" is a criterion: the duration belongs to the threshold.
    private static Timing? Watched(string line) =>
        For().Match(line) is { Success: true } watched && line.AsSpan().IndexOfAny('>', '<') < 0
            ? None with { Observe = LengthOf(watched) }
            : null;

    private static Timing? Limited(string line, string anchor)
    {
        if (Within().Match(line) is { Success: true } within)
        {
            return None with { Due = new Due(anchor, LengthOf(within), within.Value) };
        }

        return First().Match(line) is { Success: true } first
            ? None with
            {
                Due = new Due(anchor, first.Groups["count"].Success ? LengthOf(first) : Unit(first), first.Value),
            }
            : null;
    }

    private static TimeSpan Unit(Match match) => UnitOf(match.Groups["unit"].Value);

    private static TimeSpan LengthOf(Match match)
    {
        var count = double.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
        // Longer than this is no plan of a release; the bound keeps arithmetic on moments from overflowing.
        return Unit(match) * Math.Min(count, 1000);
    }

    private static TimeSpan UnitOf(string unit) => char.ToLowerInvariant(unit[0]) switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'w' when !unit.StartsWith("work", StringComparison.OrdinalIgnoreCase) => TimeSpan.FromDays(7),
        _ => TimeSpan.FromDays(1),
    };

    [GeneratedRegex(@"\bT\s?(?<sign>[-+\u2212])\s?" + Length, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(Length + @"\s+(?:before|prior to)\s+(?:the\s+)?(?:\w+\s+)?(?:deploy|release|launch|publish)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Before();

    [GeneratedRegex(@"\bevery\s+" + Length, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Every();

    [GeneratedRegex(@"\b(?:hourly|daily|weekly)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Often();

    [GeneratedRegex(
        @"\bfor\s+(?:at\s+least\s+)?(?:the\s+first\s+)?" + Length,
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex For();

    [GeneratedRegex(
        @"\b(?:within|no later than)\s+(?:the\s+first\s+)?" + Length,
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Within();

    [GeneratedRegex(
        @"\bfirst\s+(?:" + Length + @"|(?<unit>hour|day|week)\b)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex First();
}
