using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line measures, and the limits it sets.</summary>
internal static partial class Measures
{
    private static readonly ImmutableArray<(string Name, string Short, Stems Stems)> Known =
        [.. Tsv.Shipped("measures.tsv").Select(row => (row["measure"], row["short"], Stems.Parse(row["stems"])))];

    public static IEnumerable<Stems> All => Known.Select(known => known.Stems);

    public static string ShortOf(string measure) => Known.First(known => known.Name == measure).Short;

    /// <summary>The measures a text names, in its order.</summary>
    public static ImmutableArray<string> In(Words words)
    {
        SortedList<int, string>? found = null;
        bool[]? used = null;
        foreach (var (name, _, stems) in Known)
        {
            if (words.Said.Overlaps(stems.Mark)
                && stems.Find(words, new WordsLeft(used, WordsLeft.AnyClause)) is { Length: > 0 } at)
            {
                used ??= new bool[words.All.Length];
                foreach (var word in at) used[word] = true;
                (found ??= []).TryAdd(at[0], name);
            }
        }

        return found is null ? [] : [.. found.Values];
    }

    /// <summary>The limits of a line, as a threshold's evidence has them; empty when it sets none.</summary>
    public static string Limits(Words words)
    {
        var text = words.Text;
        if (Band().Match(text) is { Success: true } band)
        {
            var what = Series().Match(text) is { Success: true } series ? $"{series.Value.ToLowerInvariant()} " : "";
            return $"{what}within {band.Groups["limit"].Value}% of baseline";
        }

        if (Above().Match(text) is not { Success: true } above)
        {
            return "";
        }

        var limits = above.Groups["limit"].Captures.Select(limit => limit.Value).ToList();
        var names = Series().Matches(text).Select(series => series.Value).ToList();
        var sign = above.Groups["sign"].Value;
        return limits.Count > 1 && limits.Count == names.Count
            ? string.Join("; ", names.Zip(limits, (name, limit) => $"{name.ToLowerInvariant()} {sign} +{limit}%"))
            : Single(words, above, names.FirstOrDefault(""), limits[^1]);
    }

    private static string Single(Words words, Match above, string name, string limit)
    {
        var text = words.Text;
        var after = OfWhat().Match(text[above.Index..]);
        var subject = after.Success ? after.Groups["what"].Value.Trim() : name.Length > 0 ? name
            : string.Join(" or ", In(words));
        var relative = Relative().IsMatch(text);
        return $"{subject} {above.Groups["sign"].Value} {(relative ? "+" : "")}{limit}%"
            + (Baseline().IsMatch(text) ? " of baseline" : "");
    }

    /// <summary>The words that set the limit, as the line has them.</summary>
    public static string Said(string text) =>
        Band().Match(text) is { Success: true } band ? band.Value : Above().Match(text).Value;

    /// <summary>The shares of traffic a rollout line names, in its order; limits are no shares.</summary>
    public static ImmutableArray<int> Shares(string text)
    {
        var shares = Share().Matches(text).Select(share => share.Groups["share"].Value);
        string[] listed = Listed().Match(text) is { Success: true } list ? list.Value.Split('/') : [];
        return
        [
            .. shares.Concat(text.Contains('%', StringComparison.Ordinal) ? [] : listed)
                .Select(share => int.Parse(share, CultureInfo.InvariantCulture))
                .Where(share => share is > 0 and <= 100).Distinct(),
        ];
    }

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:\u00B1|\+/-|within)\s*(?<limit>\d+(?:\.\d+)?)\s*%", Any)]
    private static partial Regex Band();

    [GeneratedRegex(@"(?<sign>[><]=?)\s*(?<limit>\d+(?:\.\d+)?)\s*%(?:\s*/\s*(?<limit>\d+(?:\.\d+)?)\s*%)*", Any)]
    private static partial Regex Above();

    [GeneratedRegex(@"\b(?:p\d\d|5xx|4xx)\b", Any)]
    private static partial Regex Series();

    [GeneratedRegex(@"%\s*(?:increase|rise|spike|drop|decrease)\s+in\s+(?<what>[\w /-]+?)(?:$|[,;.])", Any)]
    private static partial Regex OfWhat();

    [GeneratedRegex(@"increase|rise|above|over|degradation|baseline", Any)]
    private static partial Regex Relative();

    [GeneratedRegex(@"baseline", Any)]
    private static partial Regex Baseline();

    [GeneratedRegex(@"(?<![<>=\u00B1.\d]\s?)(?<share>\d{1,3})\s*%"
        + @"(?!\s*(?:increase|above|degrad|error|over|of baseline))",
        Any)]
    private static partial Regex Share();

    [GeneratedRegex(@"\b\d{1,3}(?:/\d{1,3}){1,5}\b")]
    private static partial Regex Listed();
}
