using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Deployments;

/// <summary>Readings of a query: each is in range or not, by itself and against what it is compared with.</summary>
internal static class Levels
{
    extension(MetricCheck check)
    {
        /// <summary>How many readings there must be to say anything; growth takes two.</summary>
        public int Needed => Math.Max(check.IsQuery ? 1 : 2, check.MinimumSamples);

        /// <summary>Whether a reading can be judged. No data is not 0.</summary>
        public bool CanUse(MetricSample sample) => sample.Value is not null && (sample.Per is not null
            || (check.IsQuery ? check.Max is not null || check.Min is not null : check.Per is null));
    }

    /// <summary>More readings are out of range than may be; null: not yet.</summary>
    public static MetricVerdict? TooMany(MetricCheck check, ImmutableArray<MetricSample> usable)
    {
        var wrong = usable.Select(s => (Sample: s, Why: Wrong(check, s))).Where(s => s.Why is not null).ToList();
        if (wrong.Count <= check.FailureLimit) return null;
        var allowed = check.FailureLimit == 0 ? "" : $", {check.FailureLimit} may be";
        return new MetricVerdict("failed", $"{check.Metric} {wrong[^1].Why}. {wrong.Count} of {usable.Length} readings "
            + $"are out of range{allowed}.", wrong[^1].Sample.Value);
    }

    public static MetricVerdict InRange(MetricCheck check, ImmutableArray<MetricSample> usable)
    {
        var last = usable[^1];
        var before = last.Per is { } per ? $", compared with {Number(per)}" : "";
        var outside = usable.Count(s => Wrong(check, s) is not null);
        var readings = outside == 0 ? $"All {usable.Length} readings are in range."
            : $"{usable.Length - outside} of {usable.Length} readings are in range, enough.";
        return new MetricVerdict("passed", $"{check.Metric} is {Number(last.Value)}{before}. {readings}", last.Value);
    }

    public static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none";

    private static string? Wrong(MetricCheck check, MetricSample sample) =>
        sample.Value > check.Max ? $"is {Number(sample.Value)}, over the {Number(check.Max)} allowed"
        : sample.Value < check.Min ? $"is {Number(sample.Value)}, under the {Number(check.Min)} wanted"
        : sample.Value > sample.Per * check.MaxRatio
            ? $"is {Number(sample.Value)}, more than {Number(check.MaxRatio)} times the {Number(sample.Per)} "
                + "it is compared with"
        : null;
}
