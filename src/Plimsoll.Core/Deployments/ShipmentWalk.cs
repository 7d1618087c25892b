using Plimsoll.Core.Guide;
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

    private static IEnumerable<Send> Walk(Shipment shipment, Step step, Readings readings, DateTimeOffset at)
    {
        if (WaitsForWord(step, shipment, readings) is { } waits)
            return StepMoves.To(shipment, step, StepStatus.Waiting, waits);
        return step.Does switch
        {
            StepWork.Window => StepWindow.Next(shipment, step, readings, at),
            StepWork.Backup => StepRuns.Backup(shipment, step, readings),
            StepWork.Deploy => StepRuns.Deploy(shipment, step, readings, at),
            StepWork.Suite => StepChecks.Suite(shipment, step, readings),
            StepWork.Observation => StepChecks.Watch(shipment, step, readings),
            StepWork.Announcement => StepMoves.Announce(shipment, step, readings),
            StepWork.Gate => StepGates.Next(shipment, step, readings, at),
            StepWork.Group => Group(shipment, step),
            _ => StepMoves.To(shipment, step, StepStatus.Waiting, ByPerson(step)),
        };
    }

    /// <summary>What the engine would do only where a condition holds, that nobody has spoken of yet.</summary>
    private static string? WaitsForWord(Step step, Shipment shipment, Readings readings) =>
        !step.IsAsked || !step.AsksFirst || step.Status == StepStatus.Running
        || StepRuns.HasBegun(shipment, step, readings)
            ? null
            : $"only {step.Condition?.Text}: {string.Join(" or ", step.Owners)} says whether it applies";

    private static string ByPerson(Step step) => $"{(step.Why == "" ? "" : $"{step.Why}; ")}waits for "
        + string.Join(" or ", step.Signers.IsEmpty ? step.Owners : step.Signers);

    private static IEnumerable<Send> Group(Shipment shipment, Step step)
    {
        var lines = shipment.Steps.Where(s => s.Group == step.Id && !s.Advises).ToList();
        return lines.All(s => s.IsClosed)
            ? StepMoves.To(shipment, step, StepStatus.Done, $"all {lines.Count} steps of it are done") : [];
    }
}
