using System.Text.Json.Serialization;

namespace Plimsoll.Core.Catalog;

/// <summary>A number that is read again and again after a deployment and has to stay in range.</summary>
/// <remarks>
/// Either the growth of a counter on the metrics text page of every target, or what a Prometheus query answers.
/// </remarks>
/// <param name="Url">The page; with a <see cref="Query"/>, the address of Prometheus.</param>
/// <param name="Metric">Name of the series whose growth is measured, with optional <c>{label="value"}</c>.</param>
/// <param name="Per">Another series to divide the growth by, such as requests; null: the growth per second.</param>
/// <param name="Max">The value that may not be exceeded; null only for a query with another limit.</param>
/// <param name="For">How long it is observed.</param>
/// <param name="MinimumSamples">Fewer readings than this are inconclusive.</param>
public sealed record MetricCheck(
    string Name,
    string Url,
    string Metric,
    string? Per,
    double? Max,
    TimeSpan For,
    TimeSpan Interval,
    int MinimumSamples)
{
    /// <summary>
    /// PromQL that answers one number; <c>{version}</c>, <c>{previous}</c> and <c>{instance}</c> are replaced. Empty: a
    /// text page is read.
    /// </summary>
    public string Query { get; init; } = "";

    /// <summary>PromQL for what it is compared with, such as that of the previous release; else empty.</summary>
    public string Baseline { get; init; } = "";

    /// <summary>The query's number divided by the baseline's may not exceed this.</summary>
    public double? MaxRatio { get; init; }

    /// <summary>The query's number may not be lower.</summary>
    public double? Min { get; init; }

    /// <summary>Time before the first reading: until the new release is in the numbers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Readings of a query that may be out of range.</summary>
    public int FailureLimit { get; init; }

    /// <summary>So many readings in a row that cannot be taken end the check as <c>error</c>; null: none do.</summary>
    public int? ErrorLimit { get; init; }

    [JsonIgnore]
    public bool IsQuery => Query != "";

    /// <summary>Whether each target is looked at by itself.</summary>
    [JsonIgnore]
    public bool IsPerTarget => IsQuery
        ? (Query + Baseline).Contains("{instance}", StringComparison.Ordinal)
        : Url.Contains("{target}", StringComparison.Ordinal);
}
