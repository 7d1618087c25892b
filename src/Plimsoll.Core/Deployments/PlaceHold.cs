using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Stops a lane, with a reason. A deployment that already has the slot goes on.</summary>
public sealed record PlaceHold(string Service, string Environment, string Id, string Reason) : LaneReadingCommand
{
    /// <summary>The incident it belongs to; empty for none.</summary>
    public string Incident { get; init; } = "";

    /// <summary>Who is asked about it, a person or a role; empty: Release Managers.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it ends by itself; null: when somebody lifts it.</summary>
    public DateTimeOffset? Expires { get; init; }

    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why the lane is held; whoever waits will read it.");
        if (Expires <= now.At)
            return Refusal.Invalid($"Nothing is held: {GateWords.Time(Expires.Value)} has passed; name a later time.");
        if (readings.Of<Service>(Catalog.Service.StreamOf(Service)).Definition is not { } service)
            return Refusal.NotFound(
                $"Nothing is held: there is no service {Service}; `plimsoll service list` shows them.");
        if (service.Environment(Environment) is null)
            return Refusal.NotFound($"Nothing is held: {Service} has no environment {Environment}; it has " +
                $"{string.Join(", ", service.Environments.Select(e => e.Name))}.");
        // Ids count with the lane's facts: two people at the same moment come with the same one.
        if (lane.Holds.FirstOrDefault(h => h.Id == Id) is { } held)
            return held.By == now.Actor ? Ruling.Of<LaneEvent>() : Refusal.Conflict(
                $"Not held once more: {held.By} has just held {Environment}: {held.Reason}. Look, and hold it again.");
        return new HoldPlaced(Service, Environment, Id, Reason.Trim())
        {
            Incident = Incident, Owner = Owner.Trim(), Expires = Expires,
        };
    }
}

public sealed record HoldPlaced(string Service, string Environment, string Id, string Reason) : LaneEvent
{
    public string Incident { get; init; } = "";

    public string Owner { get; init; } = "";

    public DateTimeOffset? Expires { get; init; }

    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Service = Service, Environment = Environment,
        Holds = lane.Holds.Add(new Hold(Id, Reason, moment.Actor, moment.At)
        {
            Incident = Incident, Owner = Owner, Expires = Expires,
        }),
    };
}
