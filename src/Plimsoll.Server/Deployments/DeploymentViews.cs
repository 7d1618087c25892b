using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;

namespace Plimsoll.Server.Deployments;

/// <summary>Tells lanes and deployments as the API answers them.</summary>
public static class DeploymentViews
{
    public static DeploymentSummary Summary(Deployment run) => new(
        run.Id, run.Service, run.Environment, run.Order.Version, run.Order.Kind.ToString().ToLowerInvariant(),
        run.Status.ToString().ToLowerInvariant(), Sentence(run), run.Order.At,
        run.StartedAt == default ? null : run.StartedAt, run.EndedAt == default ? null : run.EndedAt);

    public static DeploymentDetail Detail(Deployment run, Sight sight) => new(
        Summary(run), run.Order.Shipment, run.Order.By, run.Order.Reason, run.RestorePoint,
        run.Question is { } q ? new QuestionView(q.Text, [.. q.Choices.Select(c => c.ToString().ToLowerInvariant())], q.Expires) : null,
        [.. run.Plan.Select(p => Action(run, p))],
        [.. Blockers(run, sight)]);

    /// <summary>Why it does not start, or does not go on: its lane's reasons, or that there is no room.</summary>
    public static IEnumerable<BlockerView> Blockers(Deployment run, Sight sight)
    {
        var lane = sight.Lane(run.Service, run.Environment);
        var blockers = lane.Queue.FirstOrDefault(q => q.Deployment == run.Id) is { } queued
            ? LaneRules.Blockers(lane, queued, sight.World.Reader(), sight.Now)
            : sight.Room.Of(sight.World, run);
        return blockers.Select(ReleaseViews.View);
    }

    /// <summary>The sentence, and what it waits for.</summary>
    public static string Sentence(Deployment run, Sight sight)
    {
        var blockers = Blockers(run, sight).Select(b => b.Sentence).ToList();
        return blockers.Count == 0 ? Sentence(run) : $"{Sentence(run)}: {string.Join("; ", blockers)}";
    }

    public static LaneView Lane(string service, EnvironmentDefinition environment, Sight sight)
    {
        var lane = sight.Lane(service, environment.Name);
        return new LaneView(
            environment.Name, environment.IsProduction, lane.RunningVersion, lane.IsMixed, lane.LastKnownGood?.Version ?? "",
            lane.Active?.Deployment.Deployment ?? "", [.. lane.Queue.Select(q => q.Deployment)],
            [.. lane.Holds.Select(h => new HoldView(h.Id, h.Reason, h.By, h.At, h.Owner, h.Expires))],
            [.. lane.Bad.Select(b => b.Version).Distinct()],
            [.. environment.Targets.Select(t => Target(t.Name, lane))],
            Rollback.GoesTo(lane, sight.World.Reader())?.Version ?? "")
        {
            RollbackTime = WayBackTime.Of(sight, service, [environment.Name],
                lane.Active?.Deployment.Version ?? lane.RunningVersion)?.Sentence ?? "",
            Drift = [.. lane.Drift.Select(d => d.Value.On(d.Key))],
            Drill = Drills.View(service, environment, lane, sight.Now),
        };
    }

    /// <summary>What the deployment is doing or how it ended, in one sentence.</summary>
    public static string Sentence(Deployment run) => run.Status switch
    {
        DeploymentStatus.Pending => "waits for its lane",
        DeploymentStatus.Running or DeploymentStatus.Verifying when run.Attempts.LastOrDefault(a => a.IsOpen) is { } open =>
            $"{open.Action} is running, {Done(run)} of {run.Plan.Length} actions done",
        DeploymentStatus.Running or DeploymentStatus.Verifying => $"{Done(run)} of {run.Plan.Length} actions done",
        DeploymentStatus.Waiting => $"waits for an answer: {run.Question?.Text}",
        DeploymentStatus.Cancelling => $"is being cancelled: {run.CancelReason}",
        _ => run.Sentence,
    };

    private static int Done(Deployment run) => run.Plan.Count(p => run.Latest(p.Key) is { Outcome: Outcome.Succeeded });

    private static TargetView Target(string name, Lane lane) =>
        lane.Targets.TryGetValue(name, out var running) ? new(name, running.Version, running.Since) : new(name, "", null);

    private static ActionView Action(Deployment run, PlannedAction action)
    {
        var attempts = run.Attempts.Where(a => a.Action == action.Key).ToList();
        var latest = attempts.LastOrDefault();
        var state = run.Skipped.Contains(action.Key) ? "skipped"
            : run.HasLeftOut(action) ? "excluded"
            : latest is null ? "pending"
            : latest.Outcome?.ToString().ToLowerInvariant() ?? "running";
        return new ActionView(action.Key, action.Name, action.Target, state, attempts.Count, latest?.Sentence ?? "",
            latest?.StartedAt, latest?.EndedAt);
    }
}
