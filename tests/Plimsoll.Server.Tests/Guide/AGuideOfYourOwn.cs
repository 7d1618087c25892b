using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Guide;

/// <summary>The reference guide with lines of an organisation's own, through a real server to real folders.</summary>
public sealed class AGuideOfYourOwn
{
    private const string Walk = "search-1.1.0-1";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_approval_between_staging_and_production_is_asked_for_everywhere_and_given_on_the_page()
    {
        await using var house = await Shipping("- [ ] Security Lead sign-off of staging security posture");
        var step = await Waiting(house);

        var why = await house.Text("releases/search/1.1.0/why");
        Assert.Contains($"plimsoll release complete-step search 1.1.0 {step.Id}", why, StringComparison.Ordinal);
        Assert.Contains("\"whoCanClear\":\"Security Lead\"", why, StringComparison.Ordinal);
        Assert.False(Production(house).Exists);
        Assert.DoesNotContain($"do-{step.Id}", (await house.Get("Grace", "/releases/search/1.1.0")).Html, StringComparison.Ordinal);
        Assert.Contains($"do-{step.Id}", (await house.Get("Dana", "/releases/search/1.1.0")).Html, StringComparison.Ordinal);
        await house.Do("Dana", "releases/search/1.1.0/complete-step", new { step = step.Id, skip = false, note = "clean" });
        await house.Until($"{Walk}-production", "succeeded");
    }

    [Fact]
    public async Task No_go_over_http_ends_the_walk()
    {
        await using var house = await Shipping("- [ ] Go/no-go decision (Release Manager)");
        var step = await Waiting(house);
        await house.Do("Grace", "releases/search/1.1.0/refuse-line", new { line = step.Id, reason = "support is not ready" });
        var walk = await Until(house, s => s.Status == ShipmentStatus.Failed);
        Assert.EndsWith("no-go by Grace: support is not ready", walk.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_guide_starts_no_production_until_the_walk_is_moved()
    {
        await using var house = await Shipping("- [ ] Tell the night shift (PM)");
        var step = await Waiting(house);
        var hash = Get(house).Playbook;
        await house.Do("Grace", "guide/revoke", new { hash = hash[..8], reason = "it forgot the night shift's number" });
        await house.Do("Eli", "releases/search/1.1.0/complete-step", new { step = step.Id, skip = false, note = "told" });
        await Until(house, s => s.Steps.Any(x => x.Sentence.Contains("revoked", StringComparison.Ordinal)));
        Assert.Contains($"plimsoll guide repin shipment {Walk}", await house.Text("releases/search/1.1.0/why"), StringComparison.Ordinal);
        await Apply(house, "");
        await house.Do("Grace", $"guide/repin/shipment/{Walk}", new { reason = "mended" });
        await house.Until($"{Walk}-production", "succeeded");
        Assert.Equal(StepStatus.Done, Get(house).Steps.Single(s => s.Id == step.Id).Status);
    }

    [Fact]
    public async Task Thirty_minutes_of_watching_pass_as_business_time_moves()
    {
        using var pages = new Killing.TargetPages(Path.GetTempPath());
        await using var house = await Shipping("", "- [ ] Monitor error rates for 30 minutes", pages.Address);
        while (Get(house).Status != ShipmentStatus.Done)
        {
            // Whatever is measured now has been read at this moment; then the next minute comes. A check that began to wait
            // for it after it came has nothing to read in this one.
            var patience = DateTime.UtcNow.AddSeconds(5);
            await Until(house, s => s.Status == ShipmentStatus.Done || DateTime.UtcNow > patience
                || Production(house).Samples.Any(r => r.At == _clock.GetUtcNow()));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        var watched = Production(house).Samples.Where(r => r.Action.StartsWith("watch", StringComparison.Ordinal)).ToList();
        Assert.Equal(TimeSpan.FromMinutes(30), watched.Max(r => r.At) - watched.Min(r => r.At));
        var walk = await Until(house, s => s.Status == ShipmentStatus.Done);
        Assert.Contains(walk.Steps, s => s.Sentence == "watched for 30 minutes: few errors in range");
    }

    [Fact]
    public async Task The_files_of_the_change_answer_conditions_that_the_sidecar_speaks_of()
    {
        await using var house = await LiveHouse.Open(_clock);
        await Apply(house, "- [ ] Baskets counted (if the UI changes) - Release Manager\n"
            + "- [ ] Tables counted (if the schema changes) - Release Manager\n"
            + "- [ ] Doors counted (if the API changes) - Release Manager", sidecar:
            "conditions: {UI: {paths: app.sh}, schema: {paths: [\"db/**\"], labels: [schema]}}\n");
        await house.Adopt("search", "Search", "ask");
        await house.Prepare("search", "1.1.0");
        await house.SignOff("search", "1.1.0");
        await house.Ship("search", "1.1.0");
        await Waiting(house);

        Step Line(string begin) => Get(house).Steps.Single(s => s.Title.StartsWith(begin, StringComparison.Ordinal));
        Assert.Equal((StepStatus.Waiting, false), (Line("Baskets").Status, Line("Baskets").IsAsked));
        Assert.Equal("no change has the label schema or a file of db/**, so it does not apply", Line("Tables").Sentence);
        Assert.True(Line("Doors").IsAsked);
    }

    [Fact]
    public async Task A_step_that_misses_its_time_is_late_on_every_surface_and_its_people_are_mailed()
    {
        await using var house = await Shipping("- [ ] Notify support at least 24 hours before the deployment (PM)");
        var step = await Waiting(house);
        await Everywhere(house, "no start in production is planned");
        await house.Do("Grace", "releases/search/1.1.0/plan-start", new { at = _clock.GetUtcNow().AddDays(2) });
        await Everywhere(house, "due 2026-01-07 09:00 UTC");

        _clock.Advance(TimeSpan.FromDays(1));
        await Until(house, s => s.Find(step.Id)?.FellDue is not null);
        await Everywhere(house, "it was due 2026-01-07 09:00 UTC");
        Assert.Contains("\"late\":true", await house.Text("releases/search/1.1.0"), StringComparison.Ordinal);
        Assert.Contains("waits for a person, late", await Page(house), StringComparison.Ordinal);
        Assert.Contains("late 1 in 1 release", (await house.Get("Grace", "/guide")).Html, StringComparison.Ordinal);
        await Mailed(house, "search 1.1.0: Notify support");

        var told = new { step = step.Id, skip = false, note = "told" };
        await house.Do("Eli", "releases/search/1.1.0/complete-step", told);
        await house.Until($"{Walk}-production", "succeeded");
        Assert.Contains("it was due 2026-01-07 09:00 UTC", await Page(house), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canary_bound_to_a_metric_nobody_has_says_why_it_waits_on_every_surface()
    {
        await using var house = await LiveHouse.Open(_clock);
        await Apply(house, "- [ ] Canary: 25% of targets", sidecar: "items: {canary-25: {metric: gulls}}\n");
        await house.Adopt("search", "Search", "ask");
        await house.Prepare("search", "1.1.0");
        await house.SignOff("search", "1.1.0");
        await house.Ship("search", "1.1.0");
        await Until(house, s => s.Steps.Any(x => x is { Status: StepStatus.Waiting, Work: StepWork.Deploy }));
        await Everywhere(house, "the service has no metric check named \"gulls\"");
    }

    /// <summary>Why and the release say it, to the API and at the command line, and so does the release's page.</summary>
    private static async Task Everywhere(LiveHouse house, string words)
    {
        Assert.Contains(words, Sentences(await house.Text("releases/search/1.1.0/why")), StringComparison.Ordinal);
        Assert.Contains(words, Sentences(await house.Text("releases/search/1.1.0")), StringComparison.Ordinal);
        Assert.Contains(words, await Page(house), StringComparison.Ordinal);
        using var shell = new Shell();
        Shell.DataFolder(Path.Combine(shell.Home, ".local/share/plimsoll"), $"{house.Address}", house.Token);
        foreach (var verb in (string[])["why", "show"])
            Assert.Contains(words, (await shell.Type(
                $"release {verb} search 1.1.0", TestContext.Current.CancellationToken)).Out, StringComparison.Ordinal);
    }

    private static string Sentences(string json) => Regex.Unescape(json);

    private static async Task<string> Page(LiveHouse house) =>
        WebUtility.HtmlDecode((await house.Get("Grace", "/releases/search/1.1.0")).Html);

    private static async Task Mailed(LiveHouse house, string title)
    {
        var outbox = house.Services.GetRequiredService<Outbox>();
        var stop = TestContext.Current.CancellationToken;
        for (var patience = DateTime.UtcNow.AddMinutes(1); ; await Task.Delay(20, stop))
        {
            var rows = await outbox.List(100, stop);
            if (rows.Any(item => item.Row.Title.StartsWith(title, StringComparison.Ordinal))) return;
            Assert.True(DateTime.UtcNow < patience, string.Join("\n", rows.Select(item => item.Row.Title)));
        }
    }

    private async Task<LiveHouse> Shipping(string before, string after = "", string metrics = "")
    {
        var house = await LiveHouse.Open(_clock);
        await Apply(house, before, after);
        await house.Adopt("search", "Search", "ask", metrics);
        await house.Prepare("search", "1.1.0");
        await house.SignOff("search", "1.1.0");
        await house.Ship("search", "1.1.0");
        return house;
    }

    /// <summary>The reference guide with a line before production and one after it.</summary>
    private static async Task Apply(LiveHouse house, string before, string after = "", string sidecar = "")
    {
        var guide = await File.ReadAllTextAsync(
            Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md"));
        var own = string.Join('\n', guide.Split('\n').SelectMany(line =>
            line.StartsWith("- [ ] Deploy to production", StringComparison.Ordinal)
                ? new[] { before, line, after }.Where(l => l != "") : [line])) + "\n<!-- ours -->\n";
        await house.Do("Grace", "guide/apply",
            new
            {
                file = "octoacme-release-and-deployment.md", content = Encoding.UTF8.GetBytes(own),
                sidecar = sidecar.Length == 0 ? null : new
                {
                    name = "octoacme-release-and-deployment.plimsoll.yaml", content = Encoding.UTF8.GetBytes(sidecar),
                },
            });
    }

    private static Shipment Get(LiveHouse house) => house.Desk.World.Get<Shipment>(Shipment.StreamOf(Walk));

    private static Deployment Production(LiveHouse house) =>
        house.Desk.World.Get<Deployment>(Deployment.StreamOf($"{Walk}-production"));

    private static async Task<Step> Waiting(LiveHouse house) =>
        (await Until(house, s => s.Steps.Any(IsWaiting))).Steps.First(IsWaiting);

    private static bool IsWaiting(Step step) =>
        step is { Status: StepStatus.Waiting, Work: StepWork.Gate or StepWork.Person };

    private static async Task<Shipment> Until(LiveHouse house, Func<Shipment, bool> isSo)
    {
        var patience = DateTime.UtcNow.AddMinutes(2);
        while (!isSo(Get(house)))
        {
            Assert.True(DateTime.UtcNow < patience,
                string.Join("\n", Get(house).Steps.Select(s => $"{s.Id} {s.Status} {s.Sentence}")));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        return Get(house);
    }
}
