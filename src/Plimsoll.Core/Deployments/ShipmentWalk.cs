using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>What an open shipment does next: a pure reading of the steps, the lanes and the deployments.</summary>
public static class ShipmentWalk
{
    /// <summary>The commands that bring the shipment forward from where it is; empty when it can only wait.</summary>
    public static IEnumerable<Send> Next(Shipment shipment, Readings readings, DateTimeOffset at)
    {
        foreach (var step in shipment.Steps.Where(s => !s.IsClosed))
        {
            var sends = Walk(shipment, step, readings, at).ToList();
            foreach (var send in sends) yield return send;
            // The backup is taken when production takes its slot; the walk does not wait for it before that.
            if (step.IsAwaited) yield break;
        }
    }

    private static IEnumerable<Send> Walk(Shipment shipment, Step step, Readings readings, DateTimeOffset at) =>
        step switch
    {
        { Concept: StepConcepts.Backup } => Backup(shipment, step, readings),
        { Concept: StepConcepts.DeployStaging or StepConcepts.DeployProduction } =>
            Deploy(shipment, step, readings, at),
        { Concept: StepConcepts.SmokeStaging or StepConcepts.Verify } => Verify(shipment, step, readings),
        { Concept: StepConcepts.Announce } => [Announce(shipment, step, readings)],
        _ => Move(shipment, step, StepStatus.Waiting, $"waits for {string.Join(" or ", step.Owners)}"),
    };

    private static IEnumerable<Send> Backup(Shipment shipment, Step step, Readings readings)
    {
        var runs = Runs(shipment, step, readings).Where(r => r.Inputs?.Environment.Backup is not null).ToList();
        if (runs.Count > 0 && runs.All(IsBackedUp))
            return Move(shipment, step, StepStatus.Done,
                $"restore point {string.Join(", ", runs.Select(r => r.RestorePoint))}");
        if (runs.FirstOrDefault(r => r.HasEnded && r.Status != DeploymentStatus.Succeeded
            && r.Latest("backup") is not null && !IsBackedUp(r)) is { } failed)
            return Move(shipment, step, StepStatus.Failed, failed.Sentence);
        // Production went on without it: somebody answered "skip", or the service declares none any more.
        return Runs(shipment, step, readings).All(r => r.Status == DeploymentStatus.Succeeded)
            ? Move(shipment, step, StepStatus.Skipped, "production was changed without a restore point")
            : [];
    }

    /// <summary>It has a restore point, and where one is checked the check said yes.</summary>
    private static bool IsBackedUp(Deployment run) => run.RestorePoint != "" && run.Plan
        .Where(p => p.Name == "backup check").All(p => run.Latest(p.Key) is { Outcome: Outcome.Succeeded });

    private static IEnumerable<Send> Deploy(Shipment shipment, Step step, Readings readings, DateTimeOffset at)
    {
        foreach (var environment in step.Environments)
        {
            var run = Run(shipment, environment, readings);
            if (run.Status == DeploymentStatus.Succeeded || IsThrough(shipment, step, environment, run)) continue;
            if (run.HasEnded) return Move(shipment, step, StepStatus.Failed, run.Sentence);
            if (run.IsActive) return Move(shipment, step, StepStatus.Running, $"{run.Id} runs on {environment}");
            return Pending(shipment, step, environment, readings, at);
        }
        return Move(shipment, step, StepStatus.Done, string.Join("; ", Runs(shipment, step, readings)
            .Select(r => $"{r.Environment}: {Switched(r)} switched")));
    }

    private static IEnumerable<Send> Pending(
        Shipment shipment, Step step, string environment, Readings readings, DateTimeOffset at)
    {
        var id = shipment.DeploymentOn(environment);
        var lane = readings.Of<Lane>(Lane.StreamOf(shipment.Service, environment));
        if (lane.Queue.FirstOrDefault(q => q.Deployment == id) is { } queued)
            return LaneRules.Blockers(lane, queued, readings, at) is { Count: > 0 } blockers
                ? Move(shipment, step, StepStatus.Waiting, string.Join("; ", blockers.Select(b => b.Sentence)))
                : [];
        if (lane.Active?.Deployment.Deployment == id) return [];
        if (Over(shipment, readings) is { } over) return Move(shipment, step, StepStatus.Failed, over);
        if (lane.TakenOut.Contains(id))
            return Move(shipment, step, StepStatus.Failed, $"{id} was taken out of the queue");
        return [new Send("queue-deployment", id, Lane.StreamOf(shipment.Service, environment), new QueueDeployment(
            id, shipment.Service, environment, shipment.Version, shipment.Id, "shipment"))];
    }

    /// <summary>Why there is nothing left to ship; null while there is.</summary>
    private static string? Over(Shipment shipment, Readings readings) =>
        readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version)) switch
        {
            { IsWithdrawn: true } release => $"{release.Title} was withdrawn: {release.Withdrawal?.Reason}",
            { Candidate: { } now } when now.Number != shipment.Candidate =>
                $"candidate {now.Number} was sealed; this walk was about candidate {shipment.Candidate}",
            _ => null,
        };

    private static IEnumerable<Send> Verify(Shipment shipment, Step step, Readings readings)
    {
        var runs = Runs(shipment, step, readings);
        if (runs.FirstOrDefault(r => r.HasEnded && r.Status != DeploymentStatus.Succeeded) is { } failed)
            return Move(shipment, step, StepStatus.Failed, failed.Sentence);
        if (runs.Any(r => !r.Exists) && !DeploysBefore(shipment, step))
            return Move(shipment, step, StepStatus.NotApplicable, "no line of the guide before it deploys there");
        if (runs.Any(r => !r.HasEnded)) return Move(shipment, step, StepStatus.Running, "checks are running");
        var checks = runs.Sum(r => r.Plan.Count(p => p.Phase == Phase.Verify));
        return checks == 0
            ? Move(shipment, step, StepStatus.NotApplicable, "the service declares no checks")
            : Move(shipment, step, StepStatus.Done, $"{runs.Sum(Passed)} of {checks} checks passed");
    }

    private static bool DeploysBefore(Shipment shipment, Step step) =>
        shipment.Steps.TakeWhile(s => s.Id != step.Id).Any(
            s => s.Concept is StepConcepts.DeployStaging or StepConcepts.DeployProduction
                && step.Environments.All(s.Environments.Contains));

    private static int Passed(Deployment run) =>
        run.Plan.Count(p => p.Phase == Phase.Verify && run.Latest(p.Key) is { Outcome: Outcome.Succeeded });

    private static Send Announce(Shipment shipment, Step step, Readings readings)
    {
        var service = readings.Of<Service>(Service.StreamOf(shipment.Service)).Definition;
        var release = readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version));
        ImmutableArray<string> to = [.. (service?.Audiences.Values ?? []).SelectMany(a => a).Distinct()];
        return new Send("announce", step.Id, Shipment.StreamOf(shipment.Id), new AnnounceRelease(
            step.Id, to, $"{service?.Title ?? shipment.Service} {shipment.Version} is released", Text(release)));
    }

    private static string Text(Release release) => string.Join("\n\n",
        from f in release.Notes?.Fields ?? []
        select $"{f.Name}\n{f.Text}");

    /// <summary>
    /// The deploying part is over and a later step watches the checks; the next environment waits for them.
    /// </summary>
    private static bool IsThrough(Shipment shipment, Step step, string environment, Deployment run) =>
        run.Status is DeploymentStatus.Verifying
        && environment == step.Environments[^1]
        && shipment.Steps.SkipWhile(s => s.Id != step.Id).Any(
            s => s.Concept is StepConcepts.SmokeStaging or StepConcepts.Verify && s.Environments.Contains(environment))
        && run.Plan.Where(p => p.Phase == Phase.Deploy).All(p => run.Latest(p.Key) is { Outcome: Outcome.Succeeded }
            || run.Skipped.Contains(p.Key) || run.Excluded.ContainsKey(p.Target));

    private static Deployment Run(Shipment shipment, string environment, Readings readings) =>
        readings.Of<Deployment>(Deployment.StreamOf(shipment.DeploymentOn(environment)));

    private static List<Deployment> Runs(Shipment shipment, Step step, Readings readings) =>
        [.. step.Environments.Select(e => Run(shipment, e, readings))];

    private static IEnumerable<Send> Move(Shipment shipment, Step step, StepStatus status, string sentence) =>
        (step.Status, step.Sentence) == (status, sentence) ? [] :
        [new Send("move-step", $"{step.Id}/{status}/{sentence}", Shipment.StreamOf(shipment.Id),
            new MoveStep(step.Id, status, sentence))];

    private static string Switched(Deployment run) => DeploymentWalk.Targets(run.Plan.Count(p => p.Name == "switch"));
}
