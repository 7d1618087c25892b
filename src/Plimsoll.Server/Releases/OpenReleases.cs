using System.Runtime.CompilerServices;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>Releases on their way or not decided yet, the newest first: every page counts them.</summary>
/// <remarks>Looked for once in a world as it stands: a house has a thousand that are out for each that is open.</remarks>
internal static class OpenReleases
{
    private static readonly ConditionalWeakTable<World, Found> Known = [];

    public static IReadOnlyList<ReleaseSeen> Of(Sight sight) =>
    [
        .. from stream in In(sight.World.Whole)
           let release = sight.World.Get<Release>(stream)
           where release.Exists
           let seen = ReleaseSeen.Of(sight, release)
           where seen.IsOpen
           orderby release.CreatedAt descending
           select seen,
    ];

    /// <summary>Nothing that is out, over or withdrawn.</summary>
    public static bool IsOpen(Shipment shipment, Standing standing) =>
        shipment.IsOpen || standing is Standing.Draft or Standing.Sealed or Standing.Shipping;

    private static IReadOnlyList<StreamName> In(World world)
    {
        var at = world.Position;
        if (Known.TryGetValue(world, out var found) && found.Position == at) return found.Open;
        var readings = world.Reader();
        List<StreamName> open =
        [
            .. from release in world.All<Release>()
               where release.Value.Exists && IsOpen(
                   world.LatestShipment(release.Value),
                   Standings.Of(release.Value, world.ServiceOf(release.Value.Service), readings))
               select release.Key,
        ];
        Known.AddOrUpdate(world, new Found(at, open));
        return open;
    }

    private sealed record Found(long Position, IReadOnlyList<StreamName> Open);
}
