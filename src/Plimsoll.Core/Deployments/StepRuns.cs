using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Steps that a deployment carries out: the deploying itself and the backup before it.</summary>
internal static class StepRuns
{
    public static IEnumerable<Send> Backup(Shipment shipment, Step step, Readings readings)
    {
        var all = Runs(shipment, step, readings);
        var runs = all.Where(r => r.Inputs?.Environment.Backup is not null).ToList();
        if (runs.Count > 0 && runs.All(IsBackedUp))
            return StepMoves.Done(
                shipment, step, $"restore point {string.Join(", ", runs.Select(r => r.RestorePoint))}");
        if (runs.FirstOrDefault(r => r.HasEnded && r.Status != DeploymentStatus.Succeeded
            && r.Latest("backup") is not null && !IsBackedUp(r)) is { } failed)
            return StepMoves.To(shipment, step, StepStatus.Failed, failed.Sentence);
        // Production went on without it: somebody answered "skip", or the service declares none any more.
        return all.All(r => r.Status == DeploymentStatus.Succeeded)
            ? StepMoves.To(shipment, step, StepStatus.Skipped, "production was changed without a restore point")
            : [];
    }

    public static IEnumerable<Send> Deploy(Shipment shipment, Step step, Readings readings, DateTimeOffset at) =>
        StepWaves.Of(shipment, step, readings)
            .Select(wave => wave.Where(r => r.Status != DeploymentStatus.Succeeded
                && !IsThrough(shipment, step, r, readings)).ToList())
            .FirstOrDefault(left => left.Count > 0) is { } wave
            ? StepWaves.Next(shipment, step, wave, readings, at)
            : StepMoves.Done(shipment, step, string.Join("; ", Runs(shipment, step, readings)
                .Select(r => $"{r.Environment}: {Switched(r, step)} switched")));

    public static bool HasBegun(Shipment shipment, Step step, Readings readings) =>
        Runs(shipment, step, readings).Any(r => r.IsActive || r.HasEnded);

    public static List<Deployment> Runs(Shipment shipment, Step step, Readings readings) =>
        [.. step.Environments.Select(e => Run(shipment, e, readings))];

    /// <summary>What of a deployment's plan a step is about has succeeded, or a person let it be.</summary>
    public static bool IsDone(Deployment run, PlannedAction action) =>
        DeploymentWalk.IsDone(run, action, run.Latest(action.Key));

    /// <summary>It has a restore point, and where one is checked the check said yes.</summary>
    private static bool IsBackedUp(Deployment run) => run.RestorePoint != "" && run.Plan
        .Where(p => p.Name == "backup check").All(p => run.Latest(p.Key) is { Outcome: Outcome.Succeeded });

    /// <summary>
    /// The deploying part is over and a later step watches the checks; the next environment waits for them.
    /// </summary>
    private static bool IsThrough(Shipment shipment, Step step, Deployment run, Readings readings)
    {
        var environment = run.Environment;
        var later = shipment.Steps.SkipWhile(s => s.Id != step.Id).Skip(1)
            .Where(s => s.Environments.Contains(environment)).ToList();
        if (run.IsActive && later.Any(s => s.Does == StepWork.Deploy && s.Status != StepStatus.NotApplicable))
            return run.Plan.Where(p => p.Step == step.Id && p.Work != Work.Step) is var mine && mine.Any()
                && mine.All(p => IsDone(run, p));
        return run.Status is DeploymentStatus.Verifying
            && StepWaves.Of(shipment, step, readings)[^1].Any(r => r.Id == run.Id)
            && later.Any(s => s.Does is StepWork.Suite or StepWork.Observation)
            && run.Plan.Where(p => p.Phase == Phase.Deploy && !p.IsOfOldPlans).All(p => IsDone(run, p));
    }

    private static Deployment Run(Shipment shipment, string environment, Readings readings) =>
        readings.Of<Deployment>(Deployment.StreamOf(shipment.DeploymentOn(environment)));

    private static string Switched(Deployment run, Step step)
    {
        var all = run.Plan.Where(p => p.Name == "switch").ToList();
        var mine = all.Where(p => p.Step == step.Id).ToList();
        return DeploymentWalk.Targets(mine.Count > 0 ? mine.Count : all.Count);
    }
}
