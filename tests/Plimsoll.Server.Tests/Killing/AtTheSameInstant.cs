using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Ships, holds, lifts and withdrawals meet on one lane of a real server; no start is forbidden by what came before it.</summary>
public sealed class AtTheSameInstant(ITestOutputHelper output)
{
    private const int Servers = 8;
    private const int Instants = 4;

    [Fact]
    public async Task No_deployment_starts_against_a_hold_a_withdrawal_or_another_deployment()
    {
        using var drill = await Drill.Prepared();
        var counts = await Task.WhenAll(Enumerable.Range(0, Servers / 2).Select(async pair =>
            await Meet(drill, 2 * pair) + await Meet(drill, 2 * pair + 1)));
        output.WriteLine($"{Servers * Instants} instants on {Servers} servers, seed {Campaign.Seed}, {counts.Sum()} starts judged");
        Assert.True(counts.Sum() > 0);
    }

    private static async Task<int> Meet(Drill drill, int number)
    {
        var random = new Random(Campaign.Seed * 100 + number);
        await using var server = await drill.Begin($"instant-{number}");
        using var watch = new Watch(server.Folder);
        // Only upload and switch are left, so a deployment is short.
        await drill.Slim(server, $"instant-{number}");
        for (var instant = 0; instant < Instants; instant++)
        {
            await Together(random, [.. Moves(server, watch.CatchUp(), random)]);
            await Quiet(watch);
        }
        watch.CatchUp();
        return Judge(watch.Facts);
    }

    /// <summary>Everything that can meet, refused or not.</summary>
    private static IEnumerable<Func<Task>> Moves(ServerProcess server, World world, Random random)
    {
        Func<Task> Post<T>(string path, T body) => async () => (await server.Post(path, body, "Ada")).Dispose();
        var lane = world.Get<Lane>(Lane.StreamOf(Drill.Service, "production"));
        foreach (var version in (string[])[Drill.Good, Drill.Bad]) yield return Post($"releases/{Drill.Service}/{version}/ship", new { });
        foreach (var hold in lane.Holds)
            yield return Post($"services/{Drill.Service}/production/lift", new LiftHoldBody(hold.Id, "go on"));
        if (random.Next(3) > 0) yield return Post($"services/{Drill.Service}/production/hold", new PlaceHoldBody("stop"));
        if (random.Next(4) == 0)
            yield return Post($"releases/{Drill.Service}/{(random.Next(2) == 0 ? Drill.Good : Drill.Bad)}/withdraw", new ReasonBody("found wanting"));
        if (random.Next(3) == 0)
            yield return Post($"services/{Drill.Service}/production/rollback", new RollbackBody("it burns"));
    }

    private static Task Together(Random random, Func<Task>[] moves)
    {
        random.Shuffle(moves);
        return Task.WhenAll(moves.Select(move => (move, later: random.Next(2) * random.Next(80))).Select(async m =>
        {
            // Some come a hair later: between a ship and the start that follows from it.
            await Task.Delay(m.later);
            await m.move();
        }));
    }

    /// <summary>Nothing runs, and two looks a second apart see the same.</summary>
    private static async Task Quiet(Watch watch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = -1L;
        while (seen != watch.Head() || watch.CatchUp().All<Deployment>().Any(d => d.Value.IsActive))
        {
            seen = watch.Head();
            await Task.Delay(1200, patience.Token);
        }
    }

    /// <summary>A replay of its own, which knows none of the product's rules.</summary>
    private static int Judge(IReadOnlyList<Fact> facts)
    {
        var (holds, withdrawn, queued, active, starts) =
            (new HashSet<string>(), new HashSet<string>(), new Dictionary<string, Queued>(), "", 0);
        foreach (var fact in facts)
            switch (fact.Event)
            {
                case HoldPlaced placed: holds.Add(placed.Id); break;
                case HoldLifted lifted: holds.Remove(lifted.Id); break;
                case ReleaseWithdrawn: withdrawn.Add(fact.Stream.Value.Split('/')[^1]); break;
                case DeploymentQueued e: Assert.True(queued.TryAdd(e.Deployment.Deployment, e.Deployment)); break;
                case QueuedCancelled e: queued.Remove(e.Deployment); break;
                case SlotGivenBack: active = ""; break;
                case SlotTaken taken:
                    starts++;
                    Assert.Equal("", active);
                    active = taken.Deployment;
                    Assert.True(queued.Remove(taken.Deployment, out var order));
                    if (order!.Kind == DeploymentKind.Rollback) break;
                    Assert.True(holds.Count == 0, $"{fact.Position}: {taken.Deployment} started against {string.Join(", ", holds)}");
                    Assert.DoesNotContain(order.Version, withdrawn);
                    break;
                case DeploymentStarted: Assert.Equal($"deployment/{active}", fact.Stream.Value); break;
            }
        return starts;
    }
}
