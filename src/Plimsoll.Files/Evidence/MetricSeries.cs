using System.Globalization;

namespace Plimsoll.Files.Evidence;

/// <summary>One line of a metrics page.</summary>
internal static class MetricSeries
{
    /// <summary>The value of a line that matches; null for any other, comments and junk included.</summary>
    public static double? Read(ReadOnlySpan<char> line, MetricSelector wanted)
    {
        var text = line.TrimStart();
        var nameEnd = text.IndexOfAny('{', ' ', '\t');
        if (nameEnd <= 0 || !text[..nameEnd].SequenceEqual(wanted.Name)) return null;
        var rest = text[nameEnd..].TrimStart();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (rest.StartsWith("{"))
        {
            if (MetricLabels.Read(rest, labels) is not (> 0 and var end)) return null;
            rest = rest[end..];
        }
        return wanted.Matches(labels) ? ValueOf(rest.TrimStart()) : null;
    }

    // After the value there may be a timestamp and, in OpenMetrics, an exemplar.
    private static double? ValueOf(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(' ', '\t');
        return (end < 0 ? rest : rest[..end]) switch
        {
            "+Inf" or "Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            var word when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                => value,
            _ => null,
        };
    }
}
