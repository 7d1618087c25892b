using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// Ends a walk whose production did not begin in the time planned for it, and says what was in the way.
/// </summary>
public sealed record ExpireShipment : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (!shipment.IsOpen || PlannedStarts.RanOut(shipment, readings, now.At) is not { } end)
            return Ruling.Of<ShipmentEvent>();
        var waits = shipment.Steps.FirstOrDefault(s => s is { IsClosed: false, IsAwaited: true, Sentence: not "" });
        return new ShipmentCancelled($"production had to start before {GateWords.Time(end)} and did not"
            + (waits is null ? "" : $"; {waits.Title}: {waits.Sentence}")) { Expired = true };
    }
}
