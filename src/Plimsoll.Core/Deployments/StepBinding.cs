using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Deployments;

/// <summary>Which of the service's checks a step is about, where the sidecar binds its line to some.</summary>
internal static class StepBinding
{
    private static readonly ImmutableArray<string> Suites = ["smoke", "verify"];

    /// <summary>Whether the outcome of this check is the step's.</summary>
    public static bool IsAbout(Step step, PlannedAction action) =>
        (step.Metric == "" || action.Work == Work.Metric && Same(action.CheckName, step.Metric))
        && (step.Suite == "" || Names(step.Suite).Any(
            name => Same(action.CheckName, name) || action.Name.Split(' ')[^1] is var suite && Same(suite, name)));

    /// <summary>What a line is bound to and the service's file does not have; null: it has all of it.</summary>
    public static string? Missing(Check check, IReadOnlyList<Suite> suites)
    {
        if (check.Bindings.TryGetValue("metric", out var metric) && !suites.Any(s => Metric(s, metric)))
            return NoMetric(metric);
        var known = suites.SelectMany(s => s.Names).Concat(suites.Any(s => s.Count > 0) ? Suites : []).ToList();
        return Names(check.Bindings.GetValueOrDefault("suite", ""))
            .FirstOrDefault(name => !known.Exists(one => Same(one, name))) is { } unknown
            ? $"no source is bound to it: the service has no suite and no check named \"{unknown}\"" : null;
    }

    /// <summary>Why what is deployed cannot be watched, by the bound metric or by any; null where it can.</summary>
    public static string? Unmeasured(Check check, params IEnumerable<Suite?> suites)
    {
        var known = suites.OfType<Suite>().ToList();
        return check.Bindings.TryGetValue("metric", out var metric)
            ? known.Exists(s => Metric(s, metric)) ? null : NoMetric(metric)
            : known.Exists(s => !s.Metrics.IsEmpty) ? null
            : "no source is bound to it: the service declares no metric check";
    }

    private static string NoMetric(string name) =>
        $"no source is bound to it: the service has no metric check named \"{name}\"";

    private static bool Metric(Suite suite, string name) => suite.Metrics.Any(m => Same(m.Name, name));

    private static string[] Names(string said) =>
        said.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
