using Plimsoll.Server.Site;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Site;

/// <summary>The frame and the pages that need nothing else, as a person sees them.</summary>
public sealed class FramePages(Chromium chromium)
{
    [Fact]
    public async Task The_about_page_is_sound_in_light_dark_and_on_a_phone()
    {
        await using var site = await TestSite.Start(house: _ => Busy);

        await Inspection.Of(chromium, site.Address, await site.Link(), "/about", "about");
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_inside_the_frame()
    {
        await using var site = await TestSite.Start(house: _ => Busy);
        await using var profile = await chromium.Profile(Look.Light, site.Address.ToString());
        var page = await profile.NewPageAsync();
        await Inspection.Enter(page, await site.Link());

        var answer = await page.GotoAsync("/releases/nothing");

        Assert.Equal(404, answer?.Status);
        Assert.Equal("There is nothing at this address", await page.Locator("h1").InnerTextAsync());
        await Inspection.Picture(page, "not-found-light");
        await Inspection.MustPass(page, "not found");
    }

    [Fact]
    public async Task Who_is_not_let_in_reads_how_to_get_in()
    {
        await using var site = await TestSite.Start(house: _ => Busy);
        foreach (var look in Look.All)
        {
            await using var profile = await chromium.Profile(look, site.Address.ToString());
            var page = await profile.NewPageAsync();

            var answer = await page.GotoAsync("/");

            Assert.Equal(401, answer?.Status);
            Assert.Contains("plimsoll open", await page.InnerTextAsync("main"));
            await Inspection.Picture(page, $"not-let-in-{look.Name}");
            await Inspection.MustPass(page, $"not let in, {look.Name}");
        }
    }

    [Fact]
    public async Task Theme_and_name_change_without_script()
    {
        await using var site = await TestSite.Start(house: _ => Busy);
        await using var profile = await chromium.Profile(Look.Light, site.Address.ToString(), scripts: false);
        var page = await profile.NewPageAsync();
        await Inspection.Enter(page, await site.Link());
        await page.GotoAsync("/about");

        await page.Locator(".theme button[value=dark]").ClickAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        await page.Locator(".acting summary").ClickAsync();
        await page.Locator("#actor").FillAsync("Grace Hopper");
        await page.Locator(".acting button").ClickAsync();

        Assert.EndsWith("/about", page.Url);
        Assert.Contains("Grace Hopper", await page.InnerTextAsync(".me"));
        Assert.Contains("You act as Grace Hopper now", await page.InnerTextAsync(".toast"));
        await Inspection.Picture(page, "acting-as-toast");
    }

    internal static House Busy => new(
        [
            new("payments", "Payments", new Sign(Mark.Ask, "paused")),
            new("search", "Search", new Sign(Mark.Hold, "on hold")),
            new("storefront", "Storefront", new Sign(Mark.Ok, "healthy")),
        ],
        ["ada", "grace", "linus"], 3, 1, 2, 4, TestSite.Tuesday, "Guide 3f9c2ad1", "Journal chain intact, 214 facts");
}
