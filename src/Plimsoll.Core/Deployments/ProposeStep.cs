using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>The engine has done a step that a person confirms; sent by the walk itself.</summary>
public sealed record ProposeStep(string Step, string Sentence) : ShipmentCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now) =>
        !shipment.IsOpen || shipment.Find(Step) is not { IsClosed: false, Proposed: "" }
            ? Ruling.Of<ShipmentEvent>()
            : new StepProposed(Step, Sentence);
}

public sealed record StepProposed(string Step, string Sentence) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => shipment.With(Step, step => step with
    {
        Proposed = Sentence, NeedsPerson = true, Status = StepStatus.Waiting,
        Sentence = $"{Sentence}; waits for {string.Join(" or ", step.People)} to confirm it",
    }) with { Status = ShipmentStatus.Waiting };
}
