using Plimsoll.Core.Deployments;
using Plimsoll.Core.OnCall;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Backups;

/// <summary>What a restored server would go on with: whoever activates it is told before.</summary>
internal static class StandbyLook
{
    public static void MapStandby(this IEndpointRouteBuilder api) => api.MapGet("/server/activate",
        (Standby standby, Feed feed, Outbox outbox) => Look(standby, feed, outbox)).Produces<StandbyView>();

    private static StandbyView Look(Standby standby, Feed feed, Outbox outbox) => standby.From is not { } from
        ? new(false, "This server is active; nothing would be changed.", 0, 0, 0)
        : new(
            true, $"It goes on with what it knew at {from.When()}.",
            feed.World.Going<Deployment>().Count(d => !d.Value.HasEnded),
            feed.World.Going<Page>().Count(p => p.Value.IsOpen),
            (int)outbox.Left().Where(left => !left.IsDead).Sum(left => left.Messages));
}
