using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Steps that are the verification of the deployment before them, never a second run.</summary>
internal static class StepChecks
{
    private const string NothingBefore = "no line of the guide before it deploys there";

    public static IEnumerable<Send> Suite(Shipment shipment, Step step, Readings readings)
    {
        var runs = StepRuns.Runs(shipment, step, readings);
        if (Failed(runs) is { } failed) return StepMoves.To(shipment, step, StepStatus.Failed, failed);
        if (runs.Any(r => !r.Exists) && !DeploysBefore(shipment, step))
            return StepMoves.To(shipment, step, StepStatus.NotApplicable, NothingBefore);
        if (runs.Any(r => !r.HasEnded && !HasPassed(shipment, step, r)))
            return StepMoves.To(shipment, step, StepStatus.Running, "checks are running");
        var checks = runs.Sum(r => r.Plan.Count(p => IsCheck(p) && StepBinding.IsAbout(step, p)));
        return checks == 0
            ? StepMoves.To(shipment, step, StepStatus.NotApplicable, "the service declares no checks")
            : StepMoves.Done(shipment, step, $"{runs.Sum(r => Passed(step, r))} of {checks} checks passed");
    }

    public static IEnumerable<Send> Watch(Shipment shipment, Step step, Readings readings)
    {
        var runs = StepRuns.Runs(shipment, step, readings);
        if (Failed(runs) is { } failed) return StepMoves.To(shipment, step, StepStatus.Failed, failed);
        if (runs.Any(r => !r.Exists || r.Status == DeploymentStatus.Pending))
            return DeploysBefore(shipment, step) ? []
                : StepMoves.To(shipment, step, StepStatus.NotApplicable, NothingBefore);
        var watched = runs.SelectMany(r => r.Plan.Where(p => p.Step == step.Id && p.Work == Work.Metric)
            .Select(p => (Run: r, Action: p))).ToList();
        if (watched.Count == 0)
            return StepMoves.To(
                shipment, step, StepStatus.NotApplicable, "the deployment began before the guide said so");
        if (!watched.All(w => StepRuns.IsDone(w.Run, w.Action)))
            return StepMoves.To(shipment, step, StepStatus.Running, $"watched for {Words(step)}");
        var names = string.Join(", ", watched.Select(w => w.Action.CheckName).Distinct());
        return StepMoves.Done(shipment, step, $"watched for {Words(step)}: {names} in range");
    }

    private static string Words(Step step) => $"{step.Observe?.TotalMinutes:0.#} minutes";

    private static string? Failed(List<Deployment> runs) =>
        runs.FirstOrDefault(r => r.HasEnded && r.Status != DeploymentStatus.Succeeded)?.Sentence;

    /// <summary>Between two parts, and before it is watched for longer: what there is of the checks has passed.
    /// </summary>
    private static bool HasPassed(Shipment shipment, Step step, Deployment run)
    {
        var later = shipment.Steps.SkipWhile(s => s.Id != step.Id).Skip(1)
            .Where(s => s.Environments.Contains(run.Environment)).ToList();
        if (!run.IsActive || step.Work == StepWork.ByConcept) return false;
        return later.Any(s => s.Does == StepWork.Deploy && s.Status != StepStatus.NotApplicable)
            || later.Any(s => s.Does == StepWork.Observation)
                && run.Plan.Where(IsCheck).All(p => StepRuns.IsDone(run, p));
    }

    private static bool IsCheck(PlannedAction action) => action.Phase == Phase.Verify && action.Name != "watch";

    private static bool DeploysBefore(Shipment shipment, Step step) =>
        shipment.Steps.TakeWhile(s => s.Id != step.Id).Any(
            s => s.Does == StepWork.Deploy && step.Environments.All(s.Environments.Contains));

    private static int Passed(Step step, Deployment run) =>
        run.Plan.Count(p => IsCheck(p) && StepBinding.IsAbout(step, p)
            && run.Latest(p.Key) is { Outcome: Outcome.Succeeded });
}
