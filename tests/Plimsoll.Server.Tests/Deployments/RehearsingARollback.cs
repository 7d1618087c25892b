using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>Staging is really rolled back and the release really comes back, before anybody needs it in production.</summary>
public sealed class RehearsingARollback(Chromium chromium)
{
    private const string Which = "releases/storefront/1.1.0";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_command_measures_it_and_every_question_before_a_rollback_says_how_long_it_took()
    {
        await using var house = await OnStaging();
        using var shell = At(house);

        var said = await shell.Type("release rehearse-rollback storefront 1.1.0 --as Chidi", Stop);

        Assert.True(said.Code == 0, said.Err);
        Assert.Matches(@"\nBack on 1\.0\.0 in .+ on staging, .+\.\n$", said.Out);
        var release = JsonSerializer.Deserialize<ReleaseDetail>(await house.Text(Which), Json)!;
        Assert.True(release.Rehearsal is { Passed: true, Environment: "staging", To: "1.0.0", By: "Chidi", Seconds: > 0 });
        Assert.Contains("Storefront back to 1.0.0 on staging, rehearsed",
            (await house.Get("Grace", $"/deployments/{release.Rehearsal.Deployment}")).Html, StringComparison.Ordinal);
        Assert.Equal(("1.1.0", 0), (Lane(house, "staging").RunningVersion, Lane(house, "staging").Bad.Length));
        await Inspection.Of(chromium, house.Address, await house.Link(), $"/{Which}", "live-release-rehearsed", "Grace");
        Assert.Contains("Asked for by Chidi", (await house.Get("Grace", $"/{Which}")).Html, StringComparison.Ordinal);

        await house.Ship("storefront", "1.1.0");
        await house.Until("storefront-1.1.0-1-production", "succeeded");
        var question = await shell.Type("deployment rollback storefront production --reason slow --no-input --as Grace", Stop);
        Assert.Matches(@"goes back from 1\.1\.0 to 1\.0\.0 on production\. It took .+ in rehearsal on staging on ", question.Err);
        Assert.Matches(@"It took .+ in rehearsal on staging on .+\. 1\.1\.0 is marked bad",
            (await house.Get("Grace", "/deployments/storefront-1.1.0-1-production")).Html);
    }

    [Fact]
    public async Task It_is_waited_for_until_it_stands_on_its_board()
    {
        await using var house = await OnStaging();
        using var shell = At(house);
        var reactor = house.Services.GetRequiredService<BackgroundWork>().Of<Reactor>();
        await reactor.StopAsync(Stop);
        var saying = shell.Type("release rehearse-rollback storefront 1.1.0 --as Chidi", Stop);
        await Bench.Until(() => saying.IsCompleted || !Lane(house, "staging").Queue.IsEmpty);
        // Meanwhile it looks, and finds nothing.
        for (var look = 0; look < 20; look++) await house.Get("Grace", "/deployments");
        await reactor.StartAsync(Stop);

        var said = await saying;

        Assert.True(said.Code == 0, said.Err);
        Assert.Matches(@"\nBack on 1\.0\.0 in .+ on staging, .+\.\n$", said.Out);
    }

    [Fact]
    public async Task The_page_of_the_release_says_what_it_would_do_or_why_it_cannot_be_done_yet()
    {
        await using var house = await Ready();
        Assert.Contains("staging does not run candidate 1 of 1.1.0", (await house.Get("Chidi", $"/{Which}")).Html, StringComparison.Ordinal);
        await OnStaging(house);
        Assert.Contains("Puts staging back on <code>1.0.0</code>", (await house.Get("Chidi", $"/{Which}")).Html, StringComparison.Ordinal);

        await house.Fill("Chidi", $"/{Which}/rehearse-rollback", ("environment", "staging"));

        await Bench.Until(() => house.Desk.World.Get<Core.Releases.Release>(Core.Releases.Release.StreamOf("storefront", "1.1.0")).Rehearsal is not null);
        Assert.Contains("Back on 1.0.0 in ", (await house.Get("Chidi", $"/{Which}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_guide_wants_it_tested_production_waits_for_it_and_then_starts_by_itself()
    {
        const string Production = "storefront-1.1.0-1-production";
        var guide = await File.ReadAllTextAsync(Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md"), Stop);
        await using var house = await Ready(guide.Replace("- Smoke tests prepared", "- Smoke tests prepared\n- Rollback tested", StringComparison.Ordinal));
        Assert.Contains("Production waits until its rollback is rehearsed", (await house.Get("Grace", $"/{Which}")).Html, StringComparison.Ordinal);
        await house.Fill("Grace", $"/{Which}/ship-release", ("candidate", "1"));
        await house.Until(Production, "pending");
        Assert.Contains("plimsoll release rehearse-rollback storefront 1.1.0", (await house.Get("Grace", $"/{Which}")).Html, StringComparison.Ordinal);

        await house.Fill("Chidi", $"/{Which}/rehearse-rollback", ("environment", "staging"));

        await house.Until(Production, "succeeded");
        Assert.Matches(@"[Ss]taging was back on 1\.0\.0 in 0\.\d min in rehearsal", (await house.Get("Grace", $"/{Which}")).Html);
    }

    /// <summary>1.0.0 runs everywhere, and 1.1.0 only needs to be shipped.</summary>
    private static async Task<LiveHouse> Ready(string guide = "")
    {
        var house = await LiveHouse.Open(guided: guide == "");
        if (guide != "") await house.Do("Grace", "guide/apply", new { file = "guide.md", content = Encoding.UTF8.GetBytes(guide) });
        await house.Adopt("storefront", "Storefront", "ask");
        await house.Prepare("storefront", "1.1.0");
        await house.SignOff("storefront", "1.1.0");
        return house;
    }

    private static async Task<LiveHouse> OnStaging() => await OnStaging(await Ready());

    private static async Task<LiveHouse> OnStaging(LiveHouse house)
    {
        const string Staged = "storefront-staging-deploy-1";
        Assert.IsType<Engine.Answer.Accepted>(await house.Desk.Send(Core.Deployments.Lane.StreamOf("storefront", "staging"),
            new QueueDeployment(Staged, "storefront", "staging", "1.1.0", "", ""), "Grace", Stop));
        await house.Until(Staged, "succeeded");
        await Bench.Until(() => Lane(house, "staging").Active is null);
        return house;
    }

    private static Lane Lane(LiveHouse house, string environment) =>
        house.Desk.World.Get<Lane>(Core.Deployments.Lane.StreamOf("storefront", environment));

    private static Shell At(LiveHouse house)
    {
        var shell = new Shell();
        Shell.DataFolder(Path.Combine(shell.Home, ".local/share/plimsoll"), house.Address.ToString().TrimEnd('/'), house.Token);
        return shell;
    }
}
