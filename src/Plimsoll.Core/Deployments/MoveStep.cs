using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Moves a step as the walk finds it; sent by the walk itself.</summary>
public sealed record MoveStep(string Step, StepStatus Status, string Sentence) : ShipmentCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now) =>
        !shipment.IsOpen || shipment.Steps.FirstOrDefault(s => s.Id == Step) is not { } step || step.IsClosed
            || (step.Status, step.Sentence) == (Status, Sentence)
            ? Ruling.Of<ShipmentEvent>()
            : new StepMoved(Step, Status, Sentence);
}

public sealed record StepMoved(string Step, StepStatus Status, string Sentence) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment)
    {
        var step = shipment.Steps.FirstOrDefault(s => s.Id == Step);
        if (step is null) return shipment;
        var steps = shipment.Steps.Replace(step,
            step with { Status = Status, Sentence = Sentence, EndedAt = moment.At });
        var status = steps.Any(s => s.Status == StepStatus.Failed) ? ShipmentStatus.Failed
            : steps.All(s => s.IsClosed || s.Advises) ? ShipmentStatus.Done
            : steps.Any(s => s.Status == StepStatus.Waiting) ? ShipmentStatus.Waiting
            : ShipmentStatus.Running;
        var ended = status is ShipmentStatus.Failed or ShipmentStatus.Done;
        return shipment with
        {
            Steps = steps, Status = status,
            Sentence = status == ShipmentStatus.Failed ? $"{step.Title}: {Sentence}" : shipment.Sentence,
            EndedAt = ended ? moment.At : shipment.EndedAt,
        };
    }
}
