using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries the measurements of a deployment: health, smoke tests, verification.</summary>
public sealed class CheckRunner(
    Feed feed, Desk desk, HttpCheckRun http, TcpCheckRun tcp, CommandCheckRun commands, MetricCheckRun metrics, Watching watching,
    TimeProvider clock)
{
    public async Task<EndAttempt> Carry(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        var run = feed.World.Get<Deployment>(stream);
        var action = run.Plan.First(p => p.Key == attempt.Action);
        if (run.Inputs is not { } inputs) return attempt.Ending(Outcome.Error, "the deployment was not started");
        var suite = action.Name.EndsWith("verify", StringComparison.Ordinal) ? inputs.Environment.Verification : inputs.Service.Smoke;
        var name = action.CheckName;
        return action.Work switch
        {
            Work.Health when inputs.Environment.Health is { } health => await OnTargets(run, action, attempt, health, stop),
            Work.Http => await OnTargets(run, action, attempt, suite.Http.First(c => c.Name == name), stop),
            Work.Tcp => attempt.Ended(await Task.WhenAll(
                from check in suite.Tcp
                where check.Name == name
                from target in CheckTargets.For(run, action, check.IsPerTarget)
                select tcp.Run(check, target, stop))),
            Work.Command => attempt.Ended([await commands.Run(
                suite.Commands.First(c => c.Name == name), CheckTargets.Of(run, action)[0] with { Name = "" }, stop)]),
            Work.Metric when action.Observe is not null => await watching.Watch(stream, action, attempt,
                inputs.Environment.Verification.Metrics.Concat(inputs.Service.Smoke.Metrics).First(c => c.Name == name),
                stop),
            Work.Metric => await Observe(stream, action, attempt, suite.Metrics.First(c => c.Name == name), stop),
            _ => attempt.Ending(Outcome.Error, $"{action.Key} has nothing to measure"),
        };
    }

    private async Task<EndAttempt> OnTargets(
        Deployment run, PlannedAction action, Attempt attempt, HttpCheck check, CancellationToken stop)
    {
        var targets = CheckTargets.For(run, action, check.IsPerTarget);
        return attempt.Ended(await Task.WhenAll(targets.Select(t => http.Run(check, t, stop))));
    }

    /// <summary>Takes readings until the window is over; those of before a restart still count, the gap does not: what
    /// nobody looked at is looked at now.</summary>
    private async Task<EndAttempt> Observe(
        StreamName stream, PlannedAction action, Attempt attempt, MetricCheck check, CancellationToken stop)
    {
        var readings = new MetricReadings(desk, metrics, stream, attempt, check);
        var ends = WindowOf.End(feed.World.Get<Deployment>(stream), attempt, check, clock.GetUtcNow());
        while (true)
        {
            var run = feed.World.Get<Deployment>(stream);
            if (run.Status == DeploymentStatus.Cancelling) return attempt.Ending(Outcome.Cancelled, "measuring was stopped");
            var targets = CheckTargets.For(run, action, check.IsPerTarget);
            var now = clock.GetUtcNow();
            if (now >= ends) return Judge(run, attempt, check, targets);
            var pause = attempt.StartedAt + check.Delay - now;
            if (pause <= TimeSpan.Zero)
            {
                if (await readings.Take(targets, stop) is { } unmeasured) return attempt.Ended([unmeasured]);
                // Out of range is out of range: nobody has to wait for the end of the window.
                if (check.IsQuery && Judge(feed.World.Get<Deployment>(stream), attempt, check, targets) is
                    { Outcome: Outcome.Failed } failed) return failed;
                pause = check.Interval;
            }
            // A delay is waited for in pieces, so that a cancel is seen.
            await Task.Delay(pause < check.Interval ? pause : check.Interval, clock, stop);
        }
    }

    private static EndAttempt Judge(Deployment run, Attempt attempt, MetricCheck check, ImmutableArray<CheckTarget> targets) =>
        attempt.Ended([.. from target in targets
                           let samples = run.Samples.Where(s => s.Action == attempt.Name && s.Target == target.Name)
                               .Select(s => new MetricSample(s.At, s.Value, s.Per))
                           select MetricCheckRun.ResultOf(new MetricWindow(check, attempt.StartedAt, [.. samples]), target.Name, "")]);
}
