using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>What an open page does by itself, in a browser that runs its script.</summary>
public sealed class WhileAPageIsOpen(Chromium chromium)
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 60_000 };

    private const string Passing = """<testsuite tests="1"><testcase name="a"/></testsuite>""";

    [Fact]
    public async Task A_gate_that_passes_elsewhere_is_shown_and_what_a_person_writes_stays()
    {
        await using var house = await House();
        await house.Create("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/releases/shop/1.1.0");
        await person.Shows("7 of 8 gates open");
        await person.Page.EvaluateAsync("window.same = true");
        await person.Unfold("Security scans");
        await person.Unfold("Edit");
        var notes = person.Page.GetByLabel("Summary");
        await notes.FillAsync("Customers can keep");
        var signing = await person.Fields("Your sign-off");
        var place = await notes.EvaluateAsync<double>("e => e.getBoundingClientRect().top");

        await house.Evidence("shop", "1.1.0", "junit", "junit.xml", Passing);

        await Assertions.Expect(person.Page.Locator("#verdict")).ToContainTextAsync("6 of 8 gates open", Patiently);
        Assert.Equal(signing, await person.Fields("Your sign-off"));
        Assert.True(await person.Page.EvaluateAsync<bool>("window.same"));
        Assert.True(await person.Page.EvaluateAsync<bool>("document.querySelector('#gate-security-scan').open"));
        Assert.InRange(await notes.EvaluateAsync<double>("e => e.getBoundingClientRect().top"), place - 2, place + 2);
        await person.Page.Keyboard.TypeAsync(" a basket.");
        Assert.Equal("Customers can keep a basket.", await notes.InputValueAsync());
        await Inspection.Picture(person.Page, "live-while-editing");
    }

    [Fact]
    public async Task A_deployment_is_followed_to_its_end_with_its_log_and_no_reload()
    {
        await using var house = await LiveHouse.Open();
        var seen = house.FolderOf("shop", "seen");
        await house.Adopt("shop", "Shop", "ask",
            check: $$"""{command: "until test -e {{seen}}; do sleep 0.05; done", name: somebody looked}""");
        await house.Prepare("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/");
        await person.Page.EvaluateAsync("window.same = true");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await Assertions.Expect(person.Page.Locator("#flight")).ToContainTextAsync("to production", Patiently);
        Assert.True(await person.Page.EvaluateAsync<bool>("window.same"));

        await person.Open("/deployments/shop-1.1.0-1-production");
        await person.Page.EvaluateAsync("window.same = true");
        await File.WriteAllTextAsync(seen, "", TestContext.Current.CancellationToken);
        await house.Until("shop-1.1.0-1-production", "succeeded");

        await Assertions.Expect(person.Page.Locator("main")).ToContainTextAsync("1.1.0 runs on 3 targets", Patiently);
        var log = person.Page.Locator("#log");
        foreach (var target in (string[])["web-1", "web-2", "web-3"])
            await Assertions.Expect(log.Locator("li", new() { HasText = target }).First).ToBeVisibleAsync();
        await Assertions.Expect(log).ToContainTextAsync("release 1.1.0 is here");
        await Assertions.Expect(log).Not.ToHaveAttributeAsync("data-lines", "");
        Assert.True(await person.Page.EvaluateAsync<bool>("window.same"));
        // The last lines of a log may come after the end of what wrote them.
        var anew = await person.Profile.NewPageAsync();
        await anew.GotoAsync("/deployments/shop-1.1.0-1-production");
        var whole = await anew.Locator("#log li").AllInnerTextsAsync();
        await Assertions.Expect(log.Locator("li")).ToHaveCountAsync(whole.Count, new() { Timeout = 60_000 });
        Assert.Equal(whole.Order(), (await log.Locator("li").AllInnerTextsAsync()).Order());
    }

    [Fact]
    public async Task A_page_says_when_news_stop_keeps_trying_and_takes_it_back()
    {
        await using var house = await House();
        await house.Create("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/releases/shop/1.1.0");
        var note = person.Page.Locator("#lost");
        await Assertions.Expect(note).ToBeHiddenAsync();

        await house.Stop();
        await Assertions.Expect(note).ToContainTextAsync("No news from Plimsoll since", Patiently);
        await Inspection.Picture(person.Page, "live-lost");
        await Inspection.MustPass(person.Page, "a page without news");

        await house.Start();
        await Assertions.Expect(note).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await house.Evidence("shop", "1.1.0", "junit", "junit.xml", Passing);
        await Assertions.Expect(person.Page.Locator("#verdict")).ToContainTextAsync("6 of 8 gates open", Patiently);
    }

    [Fact]
    public async Task A_paused_page_stands_still_until_it_is_told_to_go_on()
    {
        await using var house = await House();
        await house.Create("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/releases/shop/1.1.0");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        await person.Shows("Paused: it shows this moment.");
        await person.Page.EvaluateAsync("window.asked = performance.getEntriesByType('resource').length");

        await house.Evidence("shop", "1.1.0", "junit", "junit.xml", Passing);

        Assert.Equal(0, await person.Page.EvaluateAsync<int>(
            "performance.getEntriesByType('resource').filter(e => e.name.includes('/events')).length"));
        await person.Shows("7 of 8 gates open");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Show changes again" }).ClickAsync();
        await person.Shows("6 of 8 gates open");
        await house.Evidence("shop", "1.1.0", "sarif", "scan.sarif",
            """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Scanner"}},"results":[]}]}""");
        await Assertions.Expect(person.Page.Locator("#verdict")).ToContainTextAsync("5 of 8 gates open", Patiently);
    }

    [Fact]
    public async Task A_jump_of_business_time_shows_in_what_ages()
    {
        var business = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var house = await LiveHouse.Open(business);
        await house.Adopt("shop", "Shop", "ask");
        await house.Create("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/releases");
        await person.Shows("just now, Ines");

        business.Advance(TimeSpan.FromHours(3));

        await Assertions.Expect(person.Page.Locator("main")).ToContainTextAsync("3 h ago, Ines", Patiently);
    }

    [Fact]
    public async Task Keys_and_the_palette_lead_to_pages()
    {
        await using var house = await House();
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/");
        await person.Page.Keyboard.PressAsync("g");
        await person.Page.Keyboard.PressAsync("d");
        await Assertions.Expect(person.Page).ToHaveURLAsync(new Uri(house.Address, "/deployments").ToString());

        await person.Page.Keyboard.PressAsync("Control+k");
        var palette = person.Page.GetByRole(AriaRole.Dialog, new() { Name = "Go to" });
        await Assertions.Expect(palette).ToBeVisibleAsync();
        await Inspection.Picture(person.Page, "live-palette");
        await Inspection.MustPass(person.Page, "the palette");
        await person.Page.Keyboard.TypeAsync("sho");
        await person.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(person.Page).ToHaveURLAsync($"{house.Address}releases?service=shop");
    }

    [Fact]
    public async Task The_palette_opens_by_its_link_where_no_script_runs()
    {
        await using var house = await House();
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");
        await person.Open("/");

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Go to Ctrl K" }).ClickAsync();

        await person.Page.Locator("#palette").GetByRole(AriaRole.Link, new() { Name = "Shop" }).ClickAsync();
        await Assertions.Expect(person.Page).ToHaveURLAsync($"{house.Address}releases?service=shop");
    }

    private static async Task<LiveHouse> House()
    {
        var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        return house;
    }
}
