using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Tests.Incidents;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A restore point is restored to a scratch folder by real commands, checked, measured, and removed.</summary>
public sealed class DrillingARestore
{
    private static readonly StreamName Production = Lane.StreamOf("storefront", "production");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_restore_point_is_restored_beside_what_is_live_and_the_record_says_how_long_it_took()
    {
        await using var house = await IncidentHouse.Open();
        Assert.Contains("Add `drill` with `restore` and `check`", (await Refused(house)).Sentence, StringComparison.Ordinal);
        await Declare(house);
        Assert.Contains("no restore point of production is on record", (await Refused(house)).Sentence, StringComparison.Ordinal);
        await Backup(house, "old");
        house.Clock.Advance(TimeSpan.FromHours(1));
        await Backup(house, "new");
        Assert.True((await Seen(house)) is { State: "never", Due: true });

        var said = await house.Type("Grace", "service drill storefront production");

        Assert.Matches(@"last drill: \d+\.\d s, \d+ KiB, restore point new, just now, passed", said.Out);
        Assert.True((await Seen(house)) is { State: "passed", Due: false, Seconds: >= 0, Bytes: > 0 });
        Assert.Equal("new", await File.ReadAllTextAsync(house.At("restored"), Stop));
        Assert.Empty(Directory.GetFileSystemEntries(house.At("scratch")));
        Assert.False(Directory.Exists(house.At("storefront", "web-1")));

        house.Clock.Advance(TimeSpan.FromDays(31));
        var later = await house.Type("Grace", "service show storefront");
        Assert.Contains("31 days ago, passed; none has passed for more than 30d, run `plimsoll service drill storefront production`",
            later.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_restored_or_is_not_good_fails_leaves_nothing_and_is_told()
    {
        await using var house = await IncidentHouse.Open();
        await Declare(house);
        await Backup(house, "rotten");

        var said = await house.Shell.Type("service drill storefront production --as Grace", Stop);

        Assert.NotEqual(0, said.Code);
        Assert.Contains("failed: exit code 1: the check of what was restored ended with exit code 1", said.Out, StringComparison.Ordinal);
        Assert.True((await Seen(house)) is { State: "failed", Due: true, Seconds: null });
        Assert.Empty(Directory.GetFileSystemEntries(house.At("scratch")));
    }

    [Fact]
    public async Task It_goes_on_while_the_server_is_away_and_is_not_restored_twice()
    {
        await using var house = await IncidentHouse.Open();
        await Declare(house);
        await Backup(house, "slow");
        await house.Post("Grace", "services/storefront/production/drill", new { });
        await Until(() => File.Exists(house.At("begun")));
        Assert.Contains("still runs", (await Refused(house)).Sentence, StringComparison.Ordinal);

        await house.Services.GetServices<IHostedService>().OfType<DrillRunner>().Single().StopAsync(Stop);
        await File.WriteAllTextAsync(house.At("go-on"), "", Stop);
        await Until(() => Directory.GetFileSystemEntries(house.At("scratch")).Length == 0);
        Assert.Equal("running", (await Seen(house)).State);
        using var next = ActivatorUtilities.CreateInstance<DrillRunner>(house.Services);
        await next.StartAsync(Stop);
        await Until(() => house.Desk.World.Get<Lane>(Production).Drill is { IsOpen: false });
        await next.StopAsync(Stop);

        Assert.Equal("passed", (await Seen(house)).State);
        Assert.Single(await File.ReadAllLinesAsync(house.At("begun"), Stop));
    }

    /// <summary>Restoring writes where it stands, as a careless script does; "slow" waits, "rotten" is no good.</summary>
    private static Task Declare(IncidentHouse house)
    {
        Directory.CreateDirectory(house.At("scratch"));
        var folder = house.At();
        File.WriteAllText(house.At("restore"),
            $"""
            echo "$PLIMSOLL_RESTORE_POINT" >>'{folder}/begun'
            while [ "$PLIMSOLL_RESTORE_POINT" = slow ] && [ ! -e '{folder}/go-on' ]; do sleep 0.05; done
            printf %s "$PLIMSOLL_RESTORE_POINT" >data
            """);
        var yaml = SomeService.Yaml("storefront", "Storefront", "ask", house.Repository.Path, folder).Replace(
            "    canary: 1\n",
            $$"""
                canary: 1
                backup:
                  command: echo point
                  restore: by hand
                  drill:
                    restore: sh {{folder}}/restore
                    check: cp "$PLIMSOLL_SCRATCH/data" {{folder}}/restored && ! grep -q rotten data
                    scratch: {{folder}}/scratch
                    every: 30d

            """, StringComparison.Ordinal);
        return house.Post("Grace", "services/apply", new ApplyServices("plimsoll.yaml", yaml));
    }

    private static async Task Backup(IncidentHouse house, string point) => Assert.IsType<Engine.Answer.Accepted>(
        await house.Desk.Send(Deployment.StreamOf(point), new Backed(point), "Grace", Stop));

    private static async Task<DrillView> Seen(IncidentHouse house) =>
        (await house.Get<ServiceView>("services/storefront")).Lanes.Single(l => l.Environment == "production").Drill!;

    private static Task<(System.Net.HttpStatusCode Status, string Sentence)> Refused(IncidentHouse house) =>
        house.Refused("Grace", "services/storefront/production/drill", new { });

    private static async Task Until(Func<bool> holds)
    {
        for (var look = 0; look < 1200 && !holds(); look++) await Task.Delay(50, Stop);
        Assert.True(holds());
    }

    /// <summary>A deployment of the past that took a restore point.</summary>
    private sealed record Backed(string Point) : DeploymentCommand
    {
        public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) => Ruling.Of<DeploymentEvent>(
            new DeploymentRequested(Point, "storefront", "production",
                new Queued(Point, "1.0.0", 1, "app.sh", "", DeploymentKind.Deploy, "", "Grace", now.At, "")),
            new AttemptStarted("backup", 1, $"ticket-{Point}", Work.Ticket, Phase.Deploy),
            new AttemptEnded("backup", 1, Outcome.Succeeded, "", "", Point, ""),
            new DeploymentEnded(DeploymentStatus.Succeeded, "", RollBack: false));
    }
}
