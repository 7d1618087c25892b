using System.Globalization;

namespace Plimsoll.Files.Evidence;

/// <summary>Reads one series from a page in the Prometheus text format.</summary>
public static class MetricText
{
    /// <summary>The sum of every series the selector matches. No matching series is no data, which is not 0.</summary>
    public static MetricReading Read(string page, string selector)
    {
        if (!MetricSelector.TryRead(selector, out var wanted))
            return new(null, $"'{selector}' is not a series; write name or name{{label=\"value\"}}.");
        double? sum = null;
        foreach (var line in page.AsSpan().EnumerateLines())
            if (MetricSeries.Read(line, wanted) is { } value)
                sum = (sum ?? 0) + value;
        return sum switch
        {
            null => new(null, $"The page has no series {selector}."),
            { } value when !double.IsFinite(value) => new(null, $"The series {selector} is not a number now."),
            _ => new(sum, string.Create(CultureInfo.InvariantCulture, $"{selector} is {sum}.")),
        };
    }
}

/// <summary>What one look at a metrics page gave. <see cref="Value"/> is null when there is no data.</summary>
public sealed record MetricReading(double? Value, string Sentence);
