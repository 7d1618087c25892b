using System.Text.Json;
using Mailsink;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Releases;

/// <summary>A major release of a service that names its customers, from the page of its release to their mail.</summary>
public sealed class TellingCustomers(Chromium chromium)
{
    private const string Which = "releases/shop/2.0.0";
    private const string Notice = "From 1 March on, orders without a tax id are refused.";

    [Fact]
    public async Task Production_waits_until_they_were_mailed_what_changes_for_them()
    {
        using var mails = new TempFolder();
        await using var sink = await Sink.Start(mails.Path, 0, 0, TestContext.Current.CancellationToken);
        await using var house = await LiveHouse.Open(smtp: sink.SmtpPort);
        await house.Adopt("shop", "Shop", "ask");
        var folder = Path.GetDirectoryName(house.DataFolder)!;
        var text = SomeService.Yaml("shop", "Shop", "ask", house.Repository, folder)
            .Replace("audiences:", "audiences:\n  customers: [news@customers.test]", StringComparison.Ordinal);
        await house.Do("Ben", "services/apply", new { file = "plimsoll.yaml", text });
        await house.Do("Ines", "releases/create", new { service = "shop", version = "2.0.0", type = "", @ref = "v1.2.0", fixes = "" });

        await house.MakeReady("shop", "2.0.0");
        await house.Do("Ben", $"{Which}/plan-rollback",
            new { steps = "Switch back.", data = "irreversible", mitigation = "Fix forward.", decides = "" });
        await house.Do("Grace", $"{Which}/confirm", new { gate = "rollback-plan", comment = "" });
        await house.SignOff("shop", "2.0.0");
        await house.Do("Dana", $"{Which}/sign-off", new { role = "Security Lead", candidate = 1, comment = "" });

        Assert.Contains("\"notice\":null", await house.Text(Which), StringComparison.Ordinal);
        Assert.Contains("Not safe to ship: customers were not told yet", await house.Text(Which), StringComparison.Ordinal);
        Assert.Contains("\"release.customers\"", await house.Text($"{Which}/why"), StringComparison.Ordinal);
        await Inspection.Of(chromium, house.Address, await house.Link(), $"/{Which}", "live-release-customers", "Eli");
        await house.Fill("Eli", $"/{Which}/tell-customers", ("text", $" {Notice} "));

        Assert.DoesNotContain("\"release.customers\"", await house.Text($"{Which}/why"), StringComparison.Ordinal);
        var page = (await house.Get("Grace", $"/{Which}")).Html;
        Assert.Contains("Eli told 1 address on ", page, StringComparison.Ordinal);
        Assert.Contains(Notice, page, StringComparison.Ordinal);
        var told = JsonDocument.Parse(await house.Text(Which)).RootElement.GetProperty("notice");
        Assert.Equal((Notice, "news@customers.test", "Eli"), (told.GetProperty("text").GetString(),
            Assert.Single(told.GetProperty("to").EnumerateArray()).GetString(), told.GetProperty("by").GetString()));
        Assert.Contains("Safe to ship: 9 of 9 gates passed", page, StringComparison.Ordinal);
        await Bench.Until(() => Directory.GetFiles(mails.Path, "*.eml").Any(f => File.ReadAllText(f) is var mail
            && mail.Contains("To: news@customers.test", StringComparison.Ordinal)
            && mail.Contains("Subject: Shop 2.0.0 is coming", StringComparison.Ordinal)
            && mail.Contains(Notice, StringComparison.Ordinal)));
    }
}
