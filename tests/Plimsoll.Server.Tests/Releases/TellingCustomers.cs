using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Releases;

/// <summary>A major release of a service that names its customers, from the page of its release to their mail.</summary>
public sealed class TellingCustomers(Chromium chromium)
{
    private const string Which = "releases/shop/2.0.0";
    private const string Notice = "From 1 March on, orders without a tax id are refused.";

    [Fact]
    public async Task Production_waits_until_they_were_mailed_what_changes_for_them()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        var folder = Path.GetDirectoryName(house.DataFolder)!;
        var text = SomeService.Yaml("shop", "Shop", "ask", house.Repository, folder)
            .Replace("audiences:", "audiences:\n  customers: [news@customers.test]", StringComparison.Ordinal);
        await house.Do("Ben", "services/apply", new { file = "plimsoll.yaml", text });
        await house.Do("Ines", "releases/create", new { service = "shop", version = "2.0.0", type = "", @ref = "v1.2.0", fixes = "" });

        Assert.Contains("\"release.customers\"", await house.Text($"{Which}/why"), StringComparison.Ordinal);
        await Inspection.Of(chromium, house.Address, await house.Link(), $"/{Which}", "live-release-customers", "Eli");
        await house.Fill("Eli", $"/{Which}/tell-customers", ("text", $" {Notice} "));

        Assert.DoesNotContain("\"release.customers\"", await house.Text($"{Which}/why"), StringComparison.Ordinal);
        var page = (await house.Get("Grace", $"/{Which}")).Html;
        Assert.Contains("Eli told 1 address on ", page, StringComparison.Ordinal);
        Assert.Contains(Notice, page, StringComparison.Ordinal);
        var outbox = await house.Text("outbox");
        Assert.Contains("Shop 2.0.0 is coming", outbox, StringComparison.Ordinal);
        Assert.Contains("news@customers.test", outbox, StringComparison.Ordinal);
    }
}
