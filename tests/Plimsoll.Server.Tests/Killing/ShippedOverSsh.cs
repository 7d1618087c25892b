using System.Text.Json;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A service whose targets are on two hosts reached over SSH; the server is killed while a start runs.</summary>
public sealed class ShippedOverSsh
{
    private const string Service = Drill.Service;

    [Fact]
    public async Task It_goes_on_after_a_kill_starts_nothing_twice_and_comes_back()
    {
        using var hosts = new TwoHosts("1.1.0");
        await using var server = new ServerProcess(hosts.Data("data")) { Environment = hosts.Environment };
        await server.Start();
        await hosts.Introduce(server);
        var probed = await Probed(server);
        Assert.All(probed, host => Assert.True(host is { Trouble: "", Missing.IsEmpty: true, FreeBytes: > 0 }, $"{host}"));
        Assert.Equal([hosts.One.Address, hosts.Two.Address], probed.Select(host => host.Host));
        await Releases.Ready(server, "1.1.0");
        using var watch = new Watch(server.Folder);

        await server.Do($"releases/{Service}/1.1.0/ship", new { }, "Ada");
        await Until(watch, server, _ => hosts.Ledger().Contains("production two 1.1.0 begins"));
        await server.Kill();
        await server.Start();
        await Until(watch, server, world => Lane(world, "production") is { RunningVersion: "1.1.0", Active: null });

        Assert.Equal(TwoHosts.Expected("1.1.0"), hosts.Ledger());
        Assert.Contains((await Probed(server))[0].Tickets, ticket => ticket.EndsWith(" forgotten", StringComparison.Ordinal));
        await server.Do($"services/{Service}/production/rollback", new RollbackBody("it hurts"), "Ada");
        await Until(watch, server, world => Lane(world, "production") is { RunningVersion: "1.0.0", Active: null });
        Assert.Equal(2, hosts.Ledger().Count(line => line.EndsWith("1.0.0 ends", StringComparison.Ordinal)));
        Assert.Equal("releases/1.0.0", new DirectoryInfo(Path.Combine(hosts.Target("production", "one"), "current")).LinkTarget);
        Assert.Equal("releases/1.1.0", new DirectoryInfo(Path.Combine(hosts.Target("staging", "two"), "current")).LinkTarget);
    }

    private static async Task<TargetProbeView[]> Probed(ServerProcess server) => JsonSerializer.Deserialize<TargetProbeView[]>(
        await server.Do($"services/{Service}/production/probe-targets", new TargetBody(""), "Ada"), JsonSerializerOptions.Web)!;

    private static Lane Lane(World world, string lane) => world.Get<Lane>(Core.Deployments.Lane.StreamOf(Service, lane));

    private static async Task Until(Watch watch, ServerProcess server, Func<World, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!holds(watch.CatchUp()))
        {
            Assert.False(patience.IsCancellationRequested, $"It does not come about.\n{Story(watch)}\n{server.Said}");
            await Task.Delay(20);
        }
    }

    private static string Story(Watch watch) => string.Join('\n', watch.Facts.TakeLast(30).Select(
        f => $"{Round.Name(f)} {(f.Event as AttemptEnded)?.Outcome} {(f.Event as AttemptEnded)?.Sentence}"));
}
