using System.Runtime.CompilerServices;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>Releases on their way or not decided yet, the newest first: every page counts them.</summary>
/// <remarks>A house has a thousand that are out for each that is open: those are looked at once, when they are decided.</remarks>
internal static class OpenReleases
{
    private static readonly ConditionalWeakTable<World, Found> Known = [];
    private static readonly ConditionalWeakTable<Sight, Judged> Seen = [];

    /// <summary>With their gates, judged once for who looks as long as nothing happens.</summary>
    public static IReadOnlyList<ReleaseSeen> Of(Sight sight)
    {
        var at = sight.World.Position;
        if (Seen.TryGetValue(sight, out var judged) && judged.Position == at) return judged.Open;
        judged = new Judged(at, [.. In(sight).Select(release => ReleaseSeen.Of(sight, release))]);
        Seen.AddOrUpdate(sight, judged);
        return judged.Open;
    }

    /// <summary>Nothing that is out, over or withdrawn.</summary>
    public static bool IsOpen(Shipment shipment, Standing standing) =>
        shipment.IsOpen || standing is Standing.Draft or Standing.Sealed or Standing.Shipping;

    private static IEnumerable<Release> In(Sight sight) =>
        from stream in Undecided(sight.World.Whole).Concat(OnTheirWay(sight.World.Whole)).Distinct()
        let release = sight.World.Get<Release>(stream)
        where release.Exists && IsOpen(sight.World.LatestShipment(release), StandingOf(sight.World, release))
        orderby release.CreatedAt descending
        select release;

    private static Standing StandingOf(World world, Release release) =>
        Standings.Of(release, world.ServiceOf(release.Service), world.Reader());

    private static IReadOnlyList<StreamName> Undecided(World world)
    {
        // Which lanes are production is for the services to say: then all are looked at again.
        var services = world.ChangedAt<Service>();
        if (!Known.TryGetValue(world, out var found) || found.Services != services) found = new Found(services, default, []);
        var begun = world.Newest<Release>().Select(r => r.Key).TakeWhile(r => r != found.Newest).ToList();
        found = new Found(services, begun is [var newest, ..] ? newest : found.Newest,
            [.. begun.Concat(found.Undecided).Where(r => !IsDecided(world, world.Get<Release>(r)))]);
        Known.AddOrUpdate(world, found);
        return found.Undecided;
    }

    /// <summary>Withdrawn, or on record as good or bad in production, which is never taken back.</summary>
    private static bool IsDecided(World world, Release release) => release.IsWithdrawn || release.Candidate is not null
        && (world.ServiceOf(release.Service)?.Environments ?? []).Any(place => place.IsProduction
            && world.Get<Lane>(Lane.StreamOf(release.Service, place.Name)) is var lane
            && (lane.Good.Any(g => g.Version == release.Version) || lane.Bad.Any(b => b.Version == release.Version)));

    /// <summary>Also what was decided before and goes out again.</summary>
    private static IEnumerable<StreamName> OnTheirWay(World world) =>
        world.Going<Shipment>().Where(s => s.Value.IsOpen).Select(s => Release.StreamOf(s.Value.Service, s.Value.Version))
            .Concat(from lane in world.Going<Lane>()
                    from run in new[] { lane.Value.Active?.Deployment }.OfType<Queued>()
                    where !run.IsRollback
                    select Release.StreamOf(lane.Value.Service, run.Version));

    /// <summary>What was not decided up to the newest release that was looked at.</summary>
    private sealed record Found(long Services, StreamName Newest, IReadOnlyList<StreamName> Undecided);

    private sealed record Judged(long Position, IReadOnlyList<ReleaseSeen> Open);
}
