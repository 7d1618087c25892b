using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Tells the audiences that the release is out; its mails follow from the fact.</summary>
public sealed record AnnounceRelease(string Step, ImmutableArray<string> To, string Title, string Text)
    : ShipmentCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now) =>
        !shipment.IsOpen || shipment.Steps.FirstOrDefault(s => s.Id == Step) is not { IsClosed: false }
            ? Ruling.Of<ShipmentEvent>()
            : Ruling.Of<ShipmentEvent>(
                new ReleaseAnnounced(To, Title, Text),
                new StepMoved(Step, StepStatus.Done, To.IsEmpty
                    ? "no audience has an address" : $"to {string.Join(", ", To)}"));
}

public sealed record ReleaseAnnounced(ImmutableArray<string> To, string Title, string Text) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => shipment;
}
