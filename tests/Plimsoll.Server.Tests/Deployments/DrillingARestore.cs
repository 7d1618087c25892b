using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Incidents;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A restore point is restored to a scratch folder by real commands, checked, measured, and removed.</summary>
public sealed class DrillingARestore(Chromium chromium)
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
        Assert.Contains("the check of what was restored ended with exit code 1",
            (await house.Type("Grace", "service drill-output storefront production")).Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(house.At("scratch")));
    }

    [Fact]
    public async Task It_is_begun_on_the_page_of_the_services_deployments_which_tells_how_it_ended_and_what_it_wrote()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("storefront", "Storefront", "ask");
        Assert.DoesNotContain("Restore drills", (await house.Get("Grace", "/deployments")).Html, StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(house.FolderOf("storefront", "."))!;
        await house.Do("Ben", "services/apply", new
        {
            file = "plimsoll.yaml",
            text = SomeService.Yaml("storefront", "Storefront", "ask", house.Repository, folder).Replace(
                "    canary: 1\n", "    canary: 1\n    backup:\n      command: echo point\n      restore: by hand\n"
                + "      drill: { restore: echo back, check: echo it holds }\n", StringComparison.Ordinal),
        });
        Assert.Contains("no restore point of production is on record", (await house.Get("Grace", "/deployments")).Html, StringComparison.Ordinal);
        await house.Desk.Send(Deployment.StreamOf("kept"), new Backed("kept"), "Grace", Stop);
        Assert.Contains("Restores <code>kept</code> to a scratch folder on web-1", (await house.Get("Grace", "/deployments")).Html, StringComparison.Ordinal);

        await house.Fill("Grace", "/lanes/storefront/production/start-drill");
        await Bench.Until(() => house.Desk.World.Get<Lane>(Production).Drill is { IsOpen: false });

        var page = await house.Get("Grace", "/deployments?service=storefront");
        Assert.Matches(@"Last drill: \d+\.\d s, .+ restore point kept, just now, passed", page.Html);
        await Inspection.Of(chromium, house.Address, await house.Link(), "/deployments?service=storefront", "live-drills", "Grace");
        Assert.StartsWith("back\nit holds\nmeasured ", (await house.Get("Grace", "/lanes/storefront/production/drill-output")).Html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_while_the_server_is_away_and_is_not_restored_twice()
    {
        await using var house = await IncidentHouse.Open();
        await Declare(house);
        await Backup(house, "slow");
        await house.Post("Grace", "services/storefront/production/drill", new { });
        await Bench.Until(() => File.Exists(house.At("begun")));
        Assert.Contains("still runs", (await Refused(house)).Sentence, StringComparison.Ordinal);

        await house.Services.GetRequiredService<BackgroundWork>().Of<DrillRunner>().StopAsync(Stop);
        await File.WriteAllTextAsync(house.At("go-on"), "", Stop);
        await Bench.Until(() => Directory.GetFileSystemEntries(house.At("scratch")).Length == 0);
        // What began goes on as the service file said then, also where it has changed.
        await house.Describe("storefront");
        using var next = ActivatorUtilities.CreateInstance<DrillRunner>(house.Services);
        await next.StartAsync(Stop);
        await Bench.Until(() => house.Desk.World.Get<Lane>(Production).Drill is { IsOpen: false });
        await next.StopAsync(Stop);

        Assert.Equal(Outcome.Succeeded, house.Desk.World.Get<Lane>(Production).Drill?.Outcome);
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
}
