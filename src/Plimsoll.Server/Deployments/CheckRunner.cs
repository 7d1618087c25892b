using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries the measurements of a deployment: health, smoke tests, verification.</summary>
public sealed class CheckRunner(Feed feed, Desk desk, HttpCheckRun http, CommandCheckRun commands, MetricCheckRun metrics, TimeProvider clock)
{
    private const string Actor = "system:runner";

    public async Task<EndAttempt> Carry(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        var run = feed.World.Get<Deployment>(stream);
        var action = run.Plan.First(p => p.Key == attempt.Action);
        if (run.Inputs is not { } inputs) return attempt.Ending(Outcome.Error, "the deployment was not started");
        var name = action.Key[(action.Key.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        var suite = action.Name == "verify" ? inputs.Environment.Verification : inputs.Smoke;
        return action.Work switch
        {
            Work.Health when inputs.Environment.Health is { } health => await OnTargets(run, action, attempt, health, stop),
            Work.Http => await OnTargets(run, action, attempt, suite.Http.First(c => c.Name == name), stop),
            Work.Command => Ended(attempt, [await commands.Run(suite.Commands.First(c => c.Name == name), Context(run, ""), stop)]),
            Work.Metric => await Observe(stream, action, attempt, suite.Metrics.First(c => c.Name == name), stop),
            _ => attempt.Ending(Outcome.Error, $"{action.Key} has nothing to measure"),
        };
    }

    private async Task<EndAttempt> OnTargets(
        Deployment run, PlannedAction action, Attempt attempt, HttpCheck check, CancellationToken stop)
    {
        var targets = check.Url.Contains("{target}", StringComparison.Ordinal) ? Targets(run, action) : [""];
        return Ended(attempt, await Task.WhenAll(targets.Select(t => http.Run(check, Context(run, t), stop))));
    }

    /// <summary>Takes readings until the window is over; those of before a restart still count, the gap does not.</summary>
    private async Task<EndAttempt> Observe(
        StreamName stream, PlannedAction action, Attempt attempt, MetricCheck check, CancellationToken stop)
    {
        while (true)
        {
            var run = feed.World.Get<Deployment>(stream);
            if (run.Status == DeploymentStatus.Cancelling) return attempt.Ending(Outcome.Cancelled, "measuring was stopped");
            if (clock.GetUtcNow() >= attempt.StartedAt + check.For) return Judge(run, action, attempt, check);
            var readings = await Task.WhenAll(Targets(run, action).Select(t => metrics.Read(check, Context(run, t), stop)));
            ImmutableArray<TargetSample> samples =
            [
                .. from reading in readings
                   where reading.Value is not null && (check.Per is null || reading.Per is not null)
                   select new TargetSample(attempt.Name, reading.Target, clock.GetUtcNow(), reading.Value ?? 0, reading.Per ?? 0),
            ];
            if (samples.Length > 0) await desk.Send(stream, new SampleMetric(samples), Actor, stop);
            await Task.Delay(check.Interval, clock, stop);
        }
    }
}
