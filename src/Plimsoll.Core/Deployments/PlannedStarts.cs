using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>A start of production that was planned with an end: not before, by itself then, and not too late.</summary>
internal static class PlannedStarts
{
    public static IEnumerable<Blocker> Blockers(Release release, DateTimeOffset at)
    {
        if (release is { PlannedStart: { } start, StartExpires: not null } && at < start)
            yield return new Blocker("release.planned",
                $"production is planned for {GateWords.Time(start)}; it starts by itself then", "time", "", 0);
    }

    /// <summary>A walk whose production has not begun in its time is over.</summary>
    public static IEnumerable<Send> Expiring(Shipment shipment, Readings readings, DateTimeOffset at)
    {
        if (RanOut(shipment, readings, at) is not null)
            yield return new Send("expire-shipment", shipment.Id, Shipment.StreamOf(shipment.Id), new ExpireShipment());
    }

    /// <summary>When its time ran out; null while it has not, or where production has begun.</summary>
    internal static DateTimeOffset? RanOut(Shipment shipment, Readings readings, DateTimeOffset at)
    {
        var release = readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version));
        if (release.StartExpires is not { } end || at < end || shipment.OpenedAt >= end) return null;
        var production = readings.ServiceOf(shipment.Service)?.Environments.Where(e => e.IsProduction) ?? [];
        return production.Any(e => Began(shipment.DeploymentOn(e.Name), e.Name)) ? null : end;

        bool Began(string id, string environment) =>
            readings.Of<Lane>(Lane.StreamOf(shipment.Service, environment)).Active?.Deployment.Deployment == id
            || readings.Of<Deployment>(Deployment.StreamOf(id)) is { IsActive: true } or { HasEnded: true };
    }
}
