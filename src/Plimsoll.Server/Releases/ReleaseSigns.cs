using Plimsoll.Core.Deployments;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Releases;

/// <summary>Gates, steps and standings as people read them.</summary>
internal static class ReleaseSigns
{
    extension(Gate gate)
    {
        public Sign Sign => new(MarkOf(gate), gate.Verdict.Word.Capital);
    }

    extension(Step step)
    {
        public Sign Sign => step.Status switch
        {
            StepStatus.Done => new Sign(Mark.Ok, step.Status.Word),
            StepStatus.Running => new Sign(Mark.Run, step.Status.Word),
            StepStatus.Waiting when step.NeedsPerson => new Sign(Mark.Sign, "waits for a person"),
            StepStatus.Waiting => new Sign(Mark.Stale, step.Status.Word),
            StepStatus.Failed => new Sign(Mark.Fail, step.Status.Word),
            StepStatus.Skipped or StepStatus.NotApplicable => new Sign(Mark.Skip, step.Status.Word),
            _ => new Sign(Mark.Wait, step.Status.Word),
        };
    }

    extension(ReleaseSeen seen)
    {
        /// <summary>Where it stands in the world, in one word.</summary>
        public Sign Sign => seen.Standing switch
        {
            Standing.Released => new Sign(Mark.Ok, seen.Standing.Word.Capital),
            Standing.PartlyReleased => new Sign(Mark.Warn, seen.Standing.Word.Capital),
            Standing.RolledBack => new Sign(Mark.Fail, seen.Standing.Word.Capital),
            Standing.Superseded or Standing.Withdrawn => new Sign(Mark.Skip, seen.Standing.Word.Capital),
            _ when seen.Asking is not null => new Sign(Mark.Ask, "Waits for an answer"),
            _ when seen.Shipment.IsOpen => new Sign(Mark.Run, "Shipping"),
            _ when seen.Shipment.Status == ShipmentStatus.Failed => new Sign(Mark.Fail, "Shipment failed"),
            Standing.Sealed when seen is { Open: 0, Gates.IsEmpty: false } => new Sign(Mark.Ok, "Safe to ship"),
            Standing.Sealed => new Sign(Mark.Wait, "Blocked"),
            _ => new Sign(Mark.Wait, seen.Standing.Word.Capital),
        };
    }

    private static Mark MarkOf(Gate gate) => gate.Verdict switch
    {
        Verdict.Passed => Mark.Ok,
        Verdict.Running => Mark.Run,
        Verdict.Failed => Mark.Fail,
        Verdict.Error => Mark.Err,
        Verdict.Inconclusive => Mark.Ask,
        Verdict.Stale => Mark.Stale,
        Verdict.Waived => Mark.Waive,
        Verdict.NotApplicable => Mark.Skip,
        _ => gate.Concept == Concepts.SignOff ? Mark.Sign : Mark.Wait,
    };
}
