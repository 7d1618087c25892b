using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Deployments;

/// <summary>A metric of one target watched for as long as the guide says: the check's own measurement again and again,
/// each of which has to be in range.</summary>
/// <remarks>Two readings no further apart than one measurement takes cover the time between them; a longer gap is no
/// data and is watched again.</remarks>
public sealed record Observation(MetricCheck Check, TimeSpan Time, ImmutableArray<MetricSample> Samples)
{
    /// <summary>The time that readings cover so far.</summary>
    public TimeSpan Covered
    {
        get
        {
            var (covered, most) = (TimeSpan.Zero, Check.For > Check.Interval * 2 ? Check.For : Check.Interval * 2);
            foreach (var (before, after) in Usable.Zip(Usable.Skip(1)))
                covered += after.At - before.At > most ? Check.Interval : after.At - before.At;
            return covered;
        }
    }

    public bool IsOver => Covered >= Time;

    /// <summary>Failed as soon as one measurement is; passed when all of the time is covered and none is.</summary>
    public MetricVerdict Judge()
    {
        var measured = Measurements().Select(m => new MetricWindow(Check, m[0].At, m).Judge()).ToList();
        if (measured.FirstOrDefault(m => m.Verdict == "failed") is { } failed) return failed;
        if (!IsOver)
            return new MetricVerdict("inconclusive", $"{Check.Metric}: readings cover {Minutes(Covered)} of "
                + $"{Minutes(Time)} minutes.", null);
        return measured.LastOrDefault(m => m.Verdict == "passed") is { } last
            ? last with { Sentence = $"{last.Sentence} All {measured.Count} measurements were in range." }
            : measured.LastOrDefault() ?? new MetricVerdict("inconclusive", $"{Check.Metric}: no reading.", null);
    }

    private IEnumerable<MetricSample> Usable => Samples.Where(s => Check.CanUse(s)).OrderBy(s => s.At);

    /// <summary>Readings in a row, each row as long as one measurement of the check; what is left joins none.</summary>
    private IEnumerable<ImmutableArray<MetricSample>> Measurements()
    {
        List<MetricSample> row = [];
        foreach (var sample in Usable)
        {
            row.Add(sample);
            if (row.Count < Check.Needed || sample.At - row[0].At < Check.For) continue;
            yield return [.. row];
            row = [sample];
        }
        if (row.Count >= Check.Needed) yield return [.. row];
    }

    private static string Minutes(TimeSpan time) =>
        time.TotalMinutes.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
