using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// Ends a walk; what waits in a lane's queue is taken out, what runs goes on until it is cancelled itself.
/// </summary>
public sealed record CancelShipment(string Reason) : ShipmentCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now)
    {
        if (!shipment.Exists) return Refusal.NotFound("There is no such shipment.");
        if (!shipment.IsOpen) return Refusal.TooLate($"{shipment.Id} has ended already.");
        return string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why the shipment is cancelled.")
            : new ShipmentCancelled(Reason.Trim());
    }
}

public sealed record ShipmentCancelled(string Reason) : ShipmentEvent
{
    /// <summary>Nobody did it: its planned time ran out.</summary>
    public bool Expired { get; init; }

    public override Shipment Apply(Shipment shipment, Moment moment) => shipment with
    {
        Status = ShipmentStatus.Cancelled, Sentence = Expired ? Reason : $"cancelled: {Reason}", EndedAt = moment.At,
    };
}
