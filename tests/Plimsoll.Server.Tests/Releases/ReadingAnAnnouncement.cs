using System.Net;
using System.Text.Json;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Releases;

/// <summary>A release that went out, until Support has said that its announcement was read.</summary>
public sealed class ReadingAnAnnouncement(Chromium chromium)
{
    private const string Which = "releases/shop/1.1.0";
    private const string Button = "action=\"/releases/shop/1.1.0/acknowledge-announcement\"";
    private const string Waits = "Acknowledge the announcement of Shop 1.1.0";

    [Fact]
    public async Task Support_is_asked_when_it_is_out_and_says_on_its_page_that_it_was_read()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        var text = SomeService.Yaml("shop", "Shop", "ask", house.Repository, Path.GetDirectoryName(house.DataFolder)!)
            .Replace("  PM: [Eli]", "  PM: [Eli]\n  Support: [Fay, Gus]", StringComparison.Ordinal);
        await house.Do("Ben", "services/apply", new { file = "plimsoll.yaml", text });
        await house.Prepare("shop", "1.1.0");
        await house.SignOff("shop", "1.1.0");
        Assert.Contains("not announced", await Refused(house, "Fay", 409), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"announcement\"", await Page(house, "Fay", $"/{Which}"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await Told(house)).ValueKind);

        await house.Ship("shop", "1.1.0");
        await Bench.Until(() => Told(house), told => told.ValueKind == JsonValueKind.Object, TimeSpan.FromMinutes(2));

        foreach (var other in (string[])["Eli", "Grace"])
        {
            Assert.DoesNotContain(Waits, await Page(house, other, "/"), StringComparison.Ordinal);
            Assert.DoesNotContain(Button, await Page(house, other, $"/{Which}"), StringComparison.Ordinal);
        }

        Assert.Matches("Announced on [^.;]+ to eli@example.test\\. Support has not acknowledged it yet\\.", await Page(house, "Eli", $"/{Which}"));
        Assert.Contains("Ask Fay or Gus.", await Refused(house, "Eli", 403), StringComparison.Ordinal);
        Assert.Contains(Waits, await Page(house, "Gus", "/"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/{Which}#announcement\"", await Page(house, "Fay", "/"), StringComparison.Ordinal);
        Assert.Contains(Button, await Page(house, "Fay", $"/{Which}"), StringComparison.Ordinal);
        await Inspection.Of(chromium, house.Address, await house.Link(), $"/{Which}", "live-release-announced", "Fay");

        await house.Fill("Fay", $"/{Which}/acknowledge-announcement");

        var after = await Page(house, "Fay", $"/{Which}");
        Assert.Matches("to eli@example.test\\. Fay acknowledged it as Support on ", after);
        Assert.DoesNotContain(Button, after, StringComparison.Ordinal);
        foreach (var one in (string[])["Fay", "Gus"])
            Assert.DoesNotContain(Waits, await Page(house, one, "/"), StringComparison.Ordinal);
        Assert.Equal("Fay", (await Told(house)).GetProperty("acknowledgedBy").GetString());
        Assert.Contains("Fay has acknowledged the announcement of shop 1.1.0 at", await Refused(house, "Gus", 409), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_is_not_there_was_not_announced_either()
    {
        await using var house = await LiveHouse.Open(guided: false);
        Assert.Contains("There is no release 1.1.0 of shop", await Refused(house, "Fay", 404), StringComparison.Ordinal);
        Assert.Equal(404, (await house.Fill("Fay", $"/{Which}/acknowledge-announcement")).Status);
    }

    private static async Task<string> Page(LiveHouse house, string who, string path) =>
        WebUtility.HtmlDecode((await house.Get(who, path)).Html);

    private static async Task<JsonElement> Told(LiveHouse house) =>
        JsonDocument.Parse(await house.Text(Which)).RootElement.GetProperty("announcement");

    private static async Task<string> Refused(LiveHouse house, string who, int status)
    {
        var (answered, text) = await house.Ask(who, $"{Which}/acknowledge-announcement", new { });
        Assert.Equal(status, answered);
        return text;
    }
}
