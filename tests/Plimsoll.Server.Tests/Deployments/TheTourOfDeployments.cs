using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Checks;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>What docs/handbook/tour-of-deployments.md shows, on four real hosts and a real Prometheus, one step after the
/// other. Its pictures are taken on the way and kept with PLIMSOLL_APPROVE=1.</summary>
public sealed class TheTourOfDeployments(Chromium chromium, OnePrometheus prometheus) : IClassFixture<OnePrometheus>
{
    private const string Staging = "shop-1.1.0-1-staging";
    private const string Production = "shop-1.1.0-1-production";
    private static readonly DateTimeOffset Tuesday = new(2031, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_walked_from_the_hosts_to_the_hold()
    {
        OnePrometheus.MustBeThere();
        await using var tour = await FourHosts.Open(chromium, Tuesday.AddHours(8), prometheus.Address);
        await prometheus.Grows(2);
        await TheHosts(tour);
        await WhenOneMayShip(tour);
        await ASlotIsMissed(tour);
        await TheCanaryFirst(tour);
        await AHostFails(tour);
        await TheMeasurementSaysNo(tour);
        await TheHold(tour);

        var page = await File.ReadAllTextAsync(Path.Combine(LiveHouse.Root(), "docs", "handbook", "tour-of-deployments.md"));
        Assert.Equal(page.Split('\n').Where(line => line.StartsWith("plimsoll ", StringComparison.Ordinal)), tour.Typed);
    }

    private static async Task TheHosts(FourHosts tour)
    {
        var said = await tour.Type("Grace", "target probe shop production");
        Assert.Equal(4, said.Split('\n').Count(line => line.Contains("runs 1.0.0", StringComparison.Ordinal)));
        await tour.House.Prepare("shop", "1.1.0");
        await tour.House.SignOff("shop", "1.1.0");
    }

    private static async Task WhenOneMayShip(FourHosts tour)
    {
        await tour.Type("Grace", "calendar add-window usual --title \"Production window\" --start 2031-03-04T10:00 "
            + "--end 2031-03-04T12:00 --repeats \"FREQ=WEEKLY;BYDAY=TU,WE\" --zone UTC");
        await tour.Type("Grace", "calendar add-freeze fair --title \"Trade fair\" --start 2031-03-05T00:00 --end 2031-03-06T00:00 --zone UTC");
        var refused = await tour.Type("Ines", "release book shop 1.1.0 --start 2031-03-05T10:00Z --end 2031-03-05T11:00Z", code: 5);
        Assert.Contains("Trade fair", refused, StringComparison.Ordinal);
    }

    private static async Task ASlotIsMissed(FourHosts tour)
    {
        await tour.Type("Ines", "release book shop 1.1.0 --start 2031-03-04T10:00Z --end 2031-03-04T10:30Z");
        await tour.Picture("/calendar", "Trade fair", "tour-calendar", 780);
        tour.Passes(Tuesday.AddHours(10.75) - DateTimeOffset.UtcNow);
        await Until(async () => (await tour.House.Text("calendar")).Contains("missed", StringComparison.Ordinal));
        Assert.Contains("slot", await tour.Type("Ines", "release why shop 1.1.0", code: 5), StringComparison.Ordinal);
        Assert.Contains("missed", await tour.House.Text("outbox"), StringComparison.Ordinal);
        await tour.Type("Ines", "release book shop 1.1.0 --start 2031-03-04T11:00Z --end 2031-03-04T12:00Z");
    }

    private static async Task TheCanaryFirst(FourHosts tour)
    {
        tour.Break("web-3");
        await tour.Type("Grace", "release ship shop 1.1.0", code: 5);
        await tour.House.Until(Staging, "succeeded");
        Assert.Contains("2031-03-04", await tour.Type("Grace", "release why shop 1.1.0", code: 5), StringComparison.Ordinal);
        tour.Passes(Tuesday.AddHours(11.1) - DateTimeOffset.UtcNow);
        await tour.House.Until(Production, "waiting");
    }

    private async Task AHostFails(FourHosts tour)
    {
        var run = Run(tour);
        Assert.Contains("web-3", run.Question!.Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Succeeded, run.Latest("canary verify: short queue")?.Outcome);
        await tour.Picture($"/deployments/{Production}", "web-3", "tour-question", 900);
        await prometheus.Grows(7);
        await tour.Type("Grace", $"deployment answer {Production} exclude --reason \"its port is taken\"");
    }

    private static async Task TheMeasurementSaysNo(FourHosts tour)
    {
        await Until(() => Task.FromResult(Run(tour) is { Question: { } asked } && asked.Text.Contains("short queue", StringComparison.Ordinal)));
        Assert.Equal(["releases/1.1.0", "releases/1.1.0", "releases/1.1.0"], ((string[])["web-1", "web-2", "web-4"]).Select(tour.Runs));
        await tour.Picture($"/deployments/{Production}", "short queue", "tour-verification", 900);
        await tour.Type("Grace", $"deployment answer {Production} rollback --reason \"the queue grows\"");
        await Until(() => Task.FromResult(LaneOf(tour) is { Active: null, Holds.Length: 2 }));
        Assert.All((string[])["web-1", "web-2", "web-4"], target => Assert.Equal("releases/1.0.0", tour.Runs(target)));
    }

    private static async Task TheHold(FourHosts tour)
    {
        var back = tour.House.Desk.World.Get<Deployment>(Deployment.StreamOf($"{Production}-rollback"));
        Assert.Equal(DeploymentStatus.Failed, back.Status);
        Assert.Contains("Not back: restart/web-3", back.Sentence, StringComparison.Ordinal);
        await tour.Picture("/", "hold", "tour-hold", 620);
        await tour.Type("Grace", $"service lift shop production {Production}-rollback --reason \"web-3 is mended\"");
        await tour.Type("Grace", $"service lift shop production {Production} --reason \"1.1.1 mends the queue\"");
        Assert.Empty(LaneOf(tour).Holds);
        await tour.Type("Grace", "journal verify");
    }

    private static Deployment Run(FourHosts tour) => tour.House.Desk.World.Get<Deployment>(Deployment.StreamOf(Production));

    private static Lane LaneOf(FourHosts tour) => tour.House.Desk.World.Get<Lane>(Lane.StreamOf("shop", "production"));

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var patience = DateTime.UtcNow.AddSeconds(90); !await holds(); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < patience, "It does not come about.");
    }
}
