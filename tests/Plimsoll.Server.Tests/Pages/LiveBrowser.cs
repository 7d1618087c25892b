using Microsoft.Playwright;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>A person with a browser; it runs no script unless that is what a test is about.</summary>
internal sealed class LiveBrowser(IBrowserContext profile, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    public IBrowserContext Profile => profile;

    public static async Task<LiveBrowser> Of(
        Chromium chromium, LiveHouse house, string person, bool scripts = false)
    {
        var profile = await chromium.Profile(Look.Light, house.Address.ToString(), scripts);
        var page = await profile.NewPageAsync();
        await Inspection.Enter(page, await house.Link());
        await Inspection.ActAs(page, person);
        return new LiveBrowser(profile, page);
    }

    public Task Open(string path) => page.GotoAsync(path);

    /// <summary>Presses a button of the form that says what it is for.</summary>
    public Task Press(string form, string button) =>
        Form(form).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    public Task Fill(string form, string field, string text) => Form(form).GetByLabel(field).FillAsync(text);

    public Task Unfold(string summary) => page.Locator("summary", new() { HasText = summary }).First.ClickAsync();

    /// <summary>What the page says about what was just done.</summary>
    public Task Says(string sentence) => Assertions.Expect(page.Locator(".toast")).ToContainTextAsync(sentence);

    public Task Shows(string text) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);

    public Task ShowsNo(string text) => Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(text);

    /// <summary>The hidden fields of a form, as a click would send them.</summary>
    public async Task<Dictionary<string, string>> Fields(string form)
    {
        var fields = new Dictionary<string, string>();
        foreach (var input in await Form(form).Locator("input[type=hidden]").AllAsync())
            fields[(await input.GetAttributeAsync("name"))!] = await input.GetAttributeAsync("value") ?? "";
        return fields;
    }

    public async ValueTask DisposeAsync() => await profile.DisposeAsync();

    private ILocator Form(string label) => page.GetByRole(AriaRole.Form, new() { Name = label });
}
