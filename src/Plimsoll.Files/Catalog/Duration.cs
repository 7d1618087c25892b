using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.Catalog;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>.</summary>
public static partial class Duration
{
    /// <summary>A regular expression that JSON Schema understands, too.</summary>
    internal const string Pattern = "^(?=.)([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?([0-9]{1,6}ms)?$";

    private static readonly (string Unit, TimeSpan One)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Null when it is no duration, none at all, or more than a year.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Whole().Match(text) is not { Success: true } match || text.EndsWith('\n')) return null;
        var sum = Units.Select((unit, at) => unit.One * Number(match.Groups[at + 1])).Aggregate((a, b) => a + b);
        return sum > TimeSpan.Zero && sum <= TimeSpan.FromDays(366) ? sum : null;
    }

    /// <summary>The shortest text that <see cref="Parse"/> reads as the same duration.</summary>
    public static string Write(TimeSpan duration)
    {
        var parts = new List<string>();
        foreach (var (unit, one) in Units)
        {
            var count = (long)(duration / one);
            if (count > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count}{unit}"));
            duration -= one * count;
        }
        return parts.Count == 0 ? "0s" : string.Concat(parts);
    }

    private static int Number(Group group) =>
        group.Success ? int.Parse(group.Value.TrimEnd('d', 'h', 'm', 's'), CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(Pattern)]
    private static partial Regex Whole();
}
