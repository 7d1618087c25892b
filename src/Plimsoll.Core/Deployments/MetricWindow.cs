using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Deployments;

/// <summary>One look at a metric of one target. A null says that there was no data, which is not 0.</summary>
/// <param name="Value">The counter that is measured.</param>
/// <param name="Per">The counter its growth is divided by, where the check has one.</param>
public readonly record struct MetricSample(DateTimeOffset At, double? Value, double? Per);

/// <summary>What a metric said over its time. Only <c>failed</c> rolls back by itself.</summary>
/// <param name="Verdict"><c>passed</c>, <c>failed</c> or <c>inconclusive</c>.</param>
/// <param name="Value">The measured rate; null when there was too little to measure.</param>
public sealed record MetricVerdict(string Verdict, string Sentence, double? Value);

/// <summary>The readings of one metric check at one target, from the start of the observation on.</summary>
/// <remarks>Time without readings, a restart of Plimsoll included, is no data: it neither passes nor begins anew.
/// </remarks>
public sealed record MetricWindow(
    MetricCheck Check, DateTimeOffset StartedAt, ImmutableArray<MetricSample> Samples)
{
    public DateTimeOffset EndsAt => StartedAt + Check.Delay + Check.For;

    public bool IsOver(DateTimeOffset now) => now >= EndsAt;

    public MetricWindow With(MetricSample sample) => this with { Samples = Samples.Add(sample) };

    public MetricVerdict Judge()
    {
        var usable = Samples.Where(s => Check.CanUse(s)).OrderBy(sample => sample.At).ToImmutableArray();
        if (Check.IsQuery && Levels.TooMany(Check, usable) is { } failed) return failed;
        if (usable.Length < Check.Needed)
            return TooLittle(
                $"{usable.Length} usable readings of {Samples.Length}, at least {Check.Needed} are needed");
        return Check.IsQuery ? Levels.InRange(Check, usable) : Judge(usable);
    }

    private MetricVerdict Judge(ImmutableArray<MetricSample> usable)
    {
        var over = Check.Per is null
            ? (usable[^1].At - usable[0].At).TotalSeconds
            : Growth(usable.Select(sample => sample.Per ?? 0));
        return over > 0
            ? Compare(Growth(usable.Select(sample => sample.Value ?? 0)) / over)
            : TooLittle(Check.Per is null ? "all readings are of one moment" : $"{Check.Per} did not grow");
    }

    /// <summary>How much a counter grew. One that is lower than before started again from 0.</summary>
    private static double Growth(IEnumerable<double> values)
    {
        var (growth, before) = (0d, double.NaN);
        foreach (var value in values)
        {
            if (!double.IsNaN(before)) growth += value >= before ? value - before : value;
            before = value;
        }
        return growth;
    }

    private MetricVerdict Compare(double rate) => rate > Check.Max
        ? new("failed", $"{Measured(rate)}, over the {Levels.Number(Check.Max)} allowed.", rate)
        : new("passed", $"{Measured(rate)}, at most {Levels.Number(Check.Max)} is allowed.", rate);

    private string Measured(double rate) => $"{Check.Metric} per {Check.Per ?? "second"} is {Levels.Number(rate)}";

    private MetricVerdict TooLittle(string why) => new("inconclusive", $"{Check.Metric}: {why}.", null);
}
