using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Metric checks and queries that can never say anything.</summary>
internal static class MetricFlaws
{
    public static IEnumerable<Flaw> In(
        MetricCheck check, ImmutableArray<string> at, ImmutableArray<EnvironmentDefinition> environments) =>
        [.. check.IsQuery ? OfQuery(check, at, environments) : OfPage(check, at), .. OfTime(check, at)];

    private static IEnumerable<Flaw> OfPage(MetricCheck check, ImmutableArray<string> at)
    {
        if (check.Max is not { } max || !double.IsFinite(max))
            yield return Flaw.Error([.. at, "max"], $"`{check.Name}` has no limit.", "Give a number.");
        if (check.MinimumSamples < 2)
            yield return Flaw.Error(
                [.. at, "minimum-samples"],
                $"`{check.Name}` measures growth, which takes two readings.",
                "Use 2 or more.");
    }

    private static IEnumerable<Flaw> OfQuery(
        MetricCheck check, ImmutableArray<string> at, ImmutableArray<EnvironmentDefinition> environments)
    {
        if (check.Max is null && check.Min is null && check.MaxRatio is null)
            yield return Flaw.Error(
                [.. at, "max"], $"`{check.Name}` has no limit.", "Give `max`, `min`, or `max-ratio` with `baseline`.");
        if (check.MaxRatio is not null != (check.Baseline != ""))
            yield return Flaw.Error(
                [.. at, check.Baseline == "" ? "max-ratio" : "baseline"],
                $"`{check.Name}` has only one half of a comparison.",
                "Give `baseline`, a query, together with `max-ratio`.");
        if (check.MaxRatio <= 0)
            yield return Flaw.Error(
                [.. at, "max-ratio"], $"`{check.Name}` allows nothing.", "Give a number over 0, such as 1.5.");
        if (check.FailureLimit < 0 || check.ErrorLimit < 1)
            yield return Flaw.Error(
                [.. at, check.FailureLimit < 0 ? "failure-limit" : "error-limit"],
                $"`{check.Name}` counts below nothing.", "Use 0 or more failures and 1 or more errors.");
        foreach (var flaw in InstanceFlaws.In(check.Query + check.Baseline, check.Name, at, environments))
            yield return flaw;
    }

    private static IEnumerable<Flaw> OfTime(MetricCheck check, ImmutableArray<string> at)
    {
        if (check.Interval <= TimeSpan.Zero || check.For <= TimeSpan.Zero || check.Delay < TimeSpan.Zero)
            yield return Flaw.Error([.. at, "for"], $"`{check.Name}` has no time.", "Give times such as 5s and 1m.");
        else if (check.For / check.Interval + 1 < check.MinimumSamples)
            yield return Flaw.Error(
                [.. at, "minimum-samples"],
                $"`{check.Name}` can never pass: in its time it takes fewer than {check.MinimumSamples} readings.",
                "Make `for` longer, `interval` shorter, or `minimum-samples` smaller.");
    }
}
