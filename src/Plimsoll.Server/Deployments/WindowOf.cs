using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;

namespace Plimsoll.Server.Deployments;

/// <summary>How long a metric is still to be observed by whoever takes the observation up.</summary>
public static class WindowOf
{
    /// <summary>The usual end; later where nobody looked for a while: a kill makes nothing inconclusive.</summary>
    public static DateTimeOffset End(Deployment run, Attempt attempt, MetricCheck check, DateTimeOffset now)
    {
        var usual = attempt.StartedAt + check.Delay + check.For;
        var rest = now + (check.For - Covered(run, attempt, check));
        return rest > usual ? rest : usual;
    }

    /// <summary>The time readings cover: from one to the next, a gap as the usual pause.</summary>
    private static TimeSpan Covered(Deployment run, Attempt attempt, MetricCheck check)
    {
        var (covered, last, most) = (TimeSpan.Zero, attempt.StartedAt + check.Delay, check.Interval * 2);
        foreach (var at in run.Samples.Where(s => s.Action == attempt.Name).Select(s => s.At).Distinct().Order())
        {
            covered += at - last > most ? check.Interval : at - last;
            last = at;
        }
        return covered < check.For ? covered : check.For;
    }
}
