using System.Net;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>The real server on a small disk that fills up while it deploys.</summary>
public sealed class OnAFullDisk
{
    [Fact]
    public async Task Commands_are_refused_with_words_nothing_is_lost_and_it_goes_on_when_space_is_back()
    {
        using var drill = await Drill.Prepared();
        using var disk = await SmallDisk.Mount(Path.Combine(drill.Rounds, "full", "data"));
        Assert.SkipUnless(disk.IsMounted, "A small disk needs `mount -t tmpfs`; only root may do that.");
        await using var server = await drill.Begin("full");
        using var watch = new Watch(server.Folder);
        await server.Do($"releases/{Drill.Service}/{Drill.Good}/ship", new { }, "Ada");
        await Until(watch, run => run.Latest("migrate") is not null);

        disk.Fill();
        var before = await Refused(server);
        Assert.NotEmpty(await server.Get<List<DeploymentSummary>>("deployments"));
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.True((await server.Get<JournalView>("journal/verify")).Intact);
        disk.Free();

        await Until(watch, run => run.HasEnded);
        var run = watch.World.Get<Deployment>(Deployment.StreamOf($"{Drill.Service}-{Drill.Good}-1-production"));
        Assert.Equal(DeploymentStatus.Succeeded, run.Status);
        var lines = await File.ReadAllLinesAsync(Path.Combine(drill.Rounds, "full", "oracle"));
        foreach (var name in (string[])["backup", "before", "migrate", "after"])
            Assert.Single(lines, l => l.StartsWith($"begin {name} ", StringComparison.Ordinal));
        Assert.True((await server.Get<JournalView>("journal/verify")).Facts >= before);
        await server.Do($"services/{Drill.Service}/production/hold", new PlaceHoldBody("space is back"), "Ada");
    }

    private static async Task<long> Refused(ServerProcess server)
    {
        for (var number = 0; number < 500; number++)
        {
            using var answer = await server.Post(
                $"services/{Drill.Service}/production/hold", new PlaceHoldBody(new string('x', 20_000)), "Ada");
            if (answer.StatusCode == HttpStatusCode.OK) continue;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("disk is full", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            return (await server.Get<JournalView>("journal/verify")).Facts;
        }
        Assert.Fail("The disk does not fill up.");
        return 0;
    }

    private static async Task Until(Watch watch, Func<Deployment, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!condition(watch.CatchUp().Get<Deployment>(Deployment.StreamOf($"{Drill.Service}-{Drill.Good}-1-production"))))
            await Task.Delay(10, patience.Token);
    }
}
