using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Whoever accepts the announcement of a release says that they read it and are prepared for questions.
/// </summary>
/// <remarks>Nothing waits for it, the release is out; but whoever has not said so is asked until somebody has.
/// </remarks>
public sealed record AcknowledgeAnnouncement : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (shipment.Announcement is not { } announcement) return TooEarly(shipment);
        var title = $"{shipment.Service} {shipment.Version}";
        if (announcement.AskedOf.IsEmpty)
            return Refusal.NotFound($"Nobody is asked to acknowledge the announcement of {title}: its guide names "
                + "no role for that, or nobody held it when it was announced. There is nothing to do.");
        if (announcement.Proven(readings.Organisation) is { } given)
            return Refusal.Conflict($"{given.By} has acknowledged the announcement of {title} at "
                + $"{GateWords.Time(given.At)}. There is nothing left to do.");
        var service = readings.ServiceOf(shipment.Service);
        ImmutableArray<string> roles =
            [.. announcement.AskedOf.Where(role => service?.Holds(now.Actor, role) == true)];
        return !roles.IsEmpty ? new AnnouncementAcknowledged(roles)
            : Refusal.Forbidden($"The announcement of {title} is acknowledged by {Who(announcement)}, and {now.Actor} "
                + $"does not hold that role. {Others(announcement, service)}");
    }

    private static Refusal TooEarly(Shipment shipment) => shipment.Exists
        ? Refusal.Blocked($"{shipment.Service} {shipment.Version} is not announced yet, so nobody can have read it. "
            + $"See how far it is: `plimsoll release show {shipment.Service} {shipment.Version}`.")
        : Refusal.Blocked("Nobody has shipped this release yet, so it is not announced and nobody can have read it. "
            + "Its walk announces it; until then there is nothing to do.");

    private static string Who(Announcement announcement) => string.Join(" or ", announcement.AskedOf);

    private static string Others(Announcement announcement, ServiceDefinition? service) =>
        announcement.AskedOf.SelectMany(role => service?.HoldersOf(role) ?? []).Distinct().ToList()
            is [_, ..] holders ? $"Ask {string.Join(" or ", holders)}." : "Nobody does any more: give it to somebody.";
}

public sealed record AnnouncementAcknowledged(ImmutableArray<string> Roles) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => shipment with
    {
        Announcement = shipment.Announcement is not { } announcement ? null
            : announcement with { Acknowledged = new Acknowledgement(moment.Actor, Roles, moment.At) },
    };
}
