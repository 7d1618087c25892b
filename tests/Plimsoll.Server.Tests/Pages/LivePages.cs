using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Drivers;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>Every page of a house in which things really happened, looked at as <see cref="Inspection"/> does.</summary>
public sealed class LivePages(Chromium chromium, EveryState state) : IClassFixture<EveryState>
{
    [Theory]
    [InlineData("/", "live-overview")]
    [InlineData("/releases", "live-releases")]
    [InlineData("/releases/storefront/1.1.0", "live-release-blocked")]
    [InlineData("/releases/payments/1.2.0", "live-release-asking")]
    [InlineData("/releases/search/1.2.0", "live-release-rolled-back")]
    [InlineData("/deployments", "live-deployments")]
    [InlineData("/deployments/payments-1.2.0-1-production", "live-deployment-asking")]
    [InlineData("/deployments/search-1.2.0-1-production", "live-deployment-failed")]
    [InlineData("/deployments/search-1.2.0-1-production-rollback", "live-deployment-rollback")]
    [InlineData("/deployments/search-1.1.0-1-production", "live-deployment-succeeded")]
    [InlineData("/outbox", "live-outbox")]
    public async Task A_page_is_sound(string path, string name) =>
        await Inspection.Of(chromium, state.House.Address, await state.House.Link(), path, name, "Grace");

    [Fact]
    public async Task The_raw_log_is_text_with_a_heading_for_each_attempt()
    {
        await using var person = await LiveBrowser.Of(chromium, state.House, "Grace");

        var answer = await person.Page.GotoAsync("/deployments/search-1.2.0-1-production/raw");

        Assert.StartsWith("text/plain", answer!.Headers["content-type"], StringComparison.Ordinal);
        var text = await answer.TextAsync();
        Assert.Contains("== upload/web-1#1", text);
        Assert.Contains("release 1.2.0 is here", text);
        Assert.Contains("-- failed: The command exited with 1.", text);
    }

    [Fact]
    public async Task The_log_page_leads_through_a_million_lines_by_links_a_number_and_a_search()
    {
        const string run = "payments-1.2.0-1-production";
        var (attempt, key) = Longest(run);
        await using var person = await LiveBrowser.Of(chromium, state.House, "Grace");
        await person.Open($"/deployments/{run}/log?attempt={attempt}");
        await person.Shows("Lines 999,501 to 1,000,000 of 1,000,000.");

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Older" }).First.ClickAsync();
        await person.Shows("Lines 999,001 to 999,500 of 1,000,000.");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "First" }).First.ClickAsync();
        await person.Shows("Lines 1 to 500 of 1,000,000.");
        await person.Page.GetByLabel("Line number").FillAsync("500,000");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Go to line" }).ClickAsync();
        await person.Shows("Lines 499,980 to 500,479 of 1,000,000.");
        await Assertions.Expect(person.Page.Locator("#L500000[aria-current]")).ToContainTextAsync("line 500000 of a step");
        await person.Page.GetByLabel("Text to find").FillAsync("THE NEEDLE");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await person.Shows("One line holds it.");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = $"{attempt}:1000000" }).ClickAsync();
        await Assertions.Expect(person.Page.Locator(":target")).ToContainTextAsync("the needle");

        var told = await state.House.Text($"deployments/{run}/log/search?find=the+needle");
        Assert.Contains($"/deployments/{run}/log?attempt={attempt}&line=1000000#L1000000", told);
        Assert.Equal(422, (await state.House.Get("Grace", $"/api/v1/deployments/{run}/log/search")).Status);
        Assert.Equal(404, (await state.House.Get("Grace", $"/deployments/{run}/log?attempt=999")).Status);
        Assert.True(state.House.Services.GetRequiredService<SegmentStore>().LinesEnded(key) == 1_000_000);
    }

    [Fact]
    public async Task Whoever_scrolls_down_the_log_gets_the_next_lines_up_to_ten_thousand_and_each_once()
    {
        const string run = "search-1.2.0-1-production";
        var (attempt, _) = Longest(run, 10_700);
        await using var person = await LiveBrowser.Of(chromium, state.House, "Grace", scripts: true);
        var lines = person.Page.Locator(".log.all li");
        var newer = person.Page.Locator("a[data-more]");

        await person.Open($"/deployments/{run}/log?attempt={attempt}&from=10001");
        await Assertions.Expect(lines).ToHaveCountAsync(500);
        await person.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(lines).ToHaveCountAsync(700);
        await Assertions.Expect(newer).ToBeHiddenAsync();
        await Assertions.Expect(lines.Last).ToContainTextAsync("the needle");

        await person.Open($"/deployments/{run}/log?attempt={attempt}&from=1");
        // However fast they come: the end of what is there is where more is asked for.
        for (var shown = 500; shown < 10_000; shown = await lines.CountAsync())
        {
            await person.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            await Assertions.Expect(lines.Nth(shown)).ToBeAttachedAsync();
        }

        var ids = await lines.EvaluateAllAsync<string[]>("all => all.map(l => l.id)");
        Assert.Equal(Enumerable.Range(1, 10_000).Select(n => $"L{n}"), ids);
        await newer.ClickAsync();
        await person.Shows("Lines 10,001 to 10,500 of 10,700.");
    }

    /// <summary>An attempt that wrote nothing becomes one that wrote a million lines, or as many as are asked for.</summary>
    private (int Attempt, string Key) Longest(string run, int lines = 1_000_000)
    {
        var store = state.House.Services.GetRequiredService<SegmentStore>();
        var attempts = state.House.Desk.World.Get<Deployment>(Deployment.StreamOf(run)).Attempts;
        var index = attempts.ToList().FindIndex(a => store.Last($"{run}/{a.Name}").Number == 0);
        var key = $"{run}/{attempts[index].Name}";
        MillionLines.Append(store, key, "the needle", lines);
        return (index + 1, key);
    }

    /// <summary>The picture of the README: kept when somebody approves it, and always looked at.</summary>
    [Fact]
    public async Task The_readme_shows_a_release_and_why_it_is_not_safe_yet()
    {
        await using var person = await LiveBrowser.Of(chromium, state.House, "Grace");
        await person.Page.SetViewportSizeAsync(1280, 860);
        await person.Open("/releases/storefront/1.1.0");
        await person.Shows("Not yet safe to ship: 2 of 8 gates open");

        var picture = await person.Page.ScreenshotAsync();

        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") != "1") return;
        var folder = Directory.CreateDirectory(Path.Combine(LiveHouse.Root(), "docs", "images")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "release.png"), picture);
    }
}
