using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Watches a metric for as long as the guide says; ends at once when a measurement is out of range.</summary>
public sealed class Watching(Feed feed, Desk desk, MetricCheckRun metrics, TimeProvider clock)
{
    // Business time may move faster than the machine's, so it is looked at more often than a reading is due.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    public async Task<EndAttempt> Watch(
        StreamName stream, PlannedAction action, Attempt attempt, MetricCheck check, CancellationToken stop)
    {
        var time = action.Observe ?? check.For;
        var readings = new MetricReadings(desk, metrics, stream, attempt, check);
        var (begun, last) = (clock.GetUtcNow(), DateTimeOffset.MinValue);
        while (true)
        {
            var run = feed.World.Get<Deployment>(stream);
            if (run.Status == DeploymentStatus.Cancelling)
                return attempt.Ending(Outcome.Cancelled, "watching was stopped");
            var now = clock.GetUtcNow();
            if (now >= attempt.StartedAt + check.Delay && now - last >= check.Interval)
            {
                var targets = CheckTargets.For(run, action, check.IsPerTarget);
                if (await readings.Take(targets, stop) is { } unmeasured) return attempt.Ended([unmeasured]);
                last = now;
                var seen = Seen(feed.World.Get<Deployment>(stream), action, attempt, check, time);
                // Nobody can say for ever that there is no data.
                if (Ended(seen) || now >= attempt.StartedAt + time * 2 && now >= begun + time) return Judged(attempt, seen);
            }
            await Task.Delay(check.Interval < Glance ? check.Interval : Glance, TimeProvider.System, stop);
        }
    }

    private static bool Ended(ImmutableArray<(string Target, Observation Observed)> seen) =>
        seen.All(s => s.Observed.IsOver) || seen.Any(s => s.Observed.Judge().Verdict == "failed");

    private static ImmutableArray<(string Target, Observation Observed)> Seen(
        Deployment run, PlannedAction action, Attempt attempt, MetricCheck check, TimeSpan time) =>
    [
        .. from target in CheckTargets.For(run, action, check.IsPerTarget)
           let samples = run.Samples.Where(s => s.Action == attempt.Name && s.Target == target.Name)
               .Select(s => new MetricSample(s.At, s.Value, s.Per))
           select (target.Name, new Observation(check, time, [.. samples])),
    ];

    private static EndAttempt Judged(Attempt attempt, ImmutableArray<(string Target, Observation Observed)> seen) =>
        attempt.Ended([.. seen.Select(s => Result(s.Target, s.Observed))]);

    private static CheckResult Result(string target, Observation observed)
    {
        var verdict = observed.Judge();
        return new CheckResult(observed.Check.Name, target, verdict.Verdict, verdict.Sentence, verdict.Value);
    }
}
