using Plimsoll.Server.Tests.Browser;

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
