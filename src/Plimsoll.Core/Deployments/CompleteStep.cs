using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>A person ticks a step that no machine does, or says why it is skipped.</summary>
public sealed record CompleteStep(string Step, bool Skip, string Note) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (!shipment.IsOpen) return Refusal.TooLate($"{shipment.Id} is not open any more.");
        if (shipment.Steps.FirstOrDefault(s => s.Id == Step) is not { } step)
            return Refusal.NotFound($"{shipment.Id} has no step {Step}.");
        if (step.IsClosed) return Ruling.Of<ShipmentEvent>();
        if (!step.NeedsPerson) return Refusal.Invalid($"{step.Title} is done by Plimsoll, not by word.");
        if (shipment.Steps.TakeWhile(s => s.Id != Step).FirstOrDefault(s => !s.IsClosed && s.IsAwaited) is { } before)
            return Refusal.Blocked($"{before.Title} comes before it and is not done.");
        var service = readings.ServiceOf(shipment.Service);
        if (service is null || !step.Owners.Any(role => service.Holds(now.Actor, role)))
            return Refusal.Forbidden(
                $"{step.Title} is done by {string.Join(" or ", step.Owners)}; {now.Actor} is neither.");
        return string.IsNullOrWhiteSpace(Note)
            ? Refusal.Invalid("Say in a few words what was done, or why it is skipped.")
            : new StepMoved(Step, Skip ? StepStatus.Skipped : StepStatus.Done, Note.Trim());
    }
}
