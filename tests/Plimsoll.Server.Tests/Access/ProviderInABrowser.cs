using Microsoft.Playwright;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Access;

/// <summary>A real browser, to which the provider is another site: cookies and policies are the browser's own.</summary>
public sealed class ProviderInABrowser(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_signs_in_goes_where_they_wanted_and_signs_out_on_both_sides(bool scripts)
    {
        await using var both = await ProviderHouse.Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        await using var profile = await chromium.Profile(Look.All[0], both.House.Address.ToString(), scripts);
        // The provider's own form asks the network for a typeface; nothing outside this machine is there.
        await profile.RouteAsync(address => !new Uri(address).IsLoopback, route => route.AbortAsync());
        var page = await profile.NewPageAsync();
        page.SetDefaultTimeout(60_000);

        await page.GotoAsync("/releases?service=shop");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with OctoAcme" }).ClickAsync();
        await page.FillAsync("[name=login]", "ada-1");
        await page.FillAsync("[name=password]", "any");
        await page.ClickAsync("button");

        await Assertions.Expect(page).ToHaveURLAsync(new Uri(both.House.Address, "/releases?service=shop").ToString());
        await page.GotoAsync("/settings/sign-in");
        await Assertions.Expect(page.GetByText("your account at the provider")).ToBeVisibleAsync();
        await page.Locator("details.acting summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync();
        // What looks at a page is itself a script.
        if (scripts) await Inspection.MustPass(page, "signed out");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out at OctoAcme too" }).ClickAsync();
        await page.ClickAsync("button[value=yes]");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(both.House.Address, "/sign-in").ToString());

        // Signed out there as well: it asks again.
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with OctoAcme" }).ClickAsync();
        await Assertions.Expect(page.Locator("[name=login]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_settings_of_an_administrator_pass_in_light_dark_and_on_a_phone()
    {
        await using var both = await ProviderHouse.Open();
        await both.Map("leads", "Release Manager", "service/shop");
        foreach (var look in Look.All)
        {
            await using var profile = await chromium.Profile(look, both.House.Address.ToString());
            var page = await profile.NewPageAsync();
            await page.GotoAsync("/sign-in");
            await Inspection.MustPass(page, $"the door in {look.Name}");
            await page.FillAsync("#email", AccountsHouse.MailOf("Root"));
            await page.FillAsync("#password", AccountsHouse.Password);
            await page.ClickAsync("button");
            await page.GotoAsync("/settings/sign-in");
            await Inspection.MustPass(page, $"sign-in in {look.Name}");
        }
    }
}
