using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>A person ticks a step that no machine does, or says why it is skipped.</summary>
public sealed record CompleteStep(string Step, bool Skip, string Note) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (shipment.Find(Step) is { IsClosed: false } found && !Skip && (found.Does == StepWork.Gate
            || !found.Signers.IsEmpty)) return new ApproveStep(Step, Note).Decide(shipment, readings, now);
        if (StepWords.Refused(shipment, Step, readings, now) is { } refusal) return refusal;
        if (shipment.Find(Step) is not { IsClosed: false } step) return Ruling.Of<ShipmentEvent>();
        if (!step.NeedsPerson) return Refusal.Invalid($"{step.Title} is done by Plimsoll, not by word.");
        if (Skip && step.Does == StepWork.Gate)
            return Refusal.Forbidden($"{step.Title} is not skipped but waived: `plimsoll release waive "
                + $"{shipment.Service} {shipment.Version} {step.Id} --reason \"…\"`.");
        if (!Skip && ByHand.Refused(shipment, step, readings) is { } not) return not;
        return string.IsNullOrWhiteSpace(Note)
            ? Refusal.Invalid("Say in a few words what was done, or why it is skipped.")
            : new StepMoved(Step, Skip ? StepStatus.Skipped : StepStatus.Done, Said(step));
    }

    private string Said(Step step) => step.Proposed == "" || Skip ? Note.Trim() : $"{step.Proposed}; {Note.Trim()}";
}
