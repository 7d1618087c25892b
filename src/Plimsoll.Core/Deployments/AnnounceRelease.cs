using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Tells the audiences that the release is out; its mails follow from the fact.</summary>
public sealed record AnnounceRelease(string Step, ImmutableArray<string> To, string Title, string Text)
    : ShipmentCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now) =>
        !shipment.IsOpen || shipment.Find(Step) is not { IsClosed: false, Proposed: "" } step
            ? Ruling.Of<ShipmentEvent>()
            : Ruling.Of(new ReleaseAnnounced(To, Title, Text), Told(step));

    private ShipmentEvent Told(Step step)
    {
        var sentence = To.IsEmpty ? "no audience has an address" : $"to {string.Join(", ", To)}";
        return step.Mode == CheckMode.Semi && step.Work != StepWork.ByConcept
            ? new StepProposed(Step, sentence) : new StepMoved(Step, StepStatus.Done, sentence);
    }
}

public sealed record ReleaseAnnounced(ImmutableArray<string> To, string Title, string Text) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => shipment;
}
