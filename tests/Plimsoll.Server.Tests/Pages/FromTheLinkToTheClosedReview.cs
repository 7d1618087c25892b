using Mailsink;
using Microsoft.Playwright;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>One night in one go: the mail, its link, the response, the real rollback, the review.</summary>
public sealed class FromTheLinkToTheClosedReview(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_paged_acknowledges_leads_rolls_back_and_closes(bool scripts)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("mails"));
        await using var sink = await Sink.Start(folder.At("mails"), 0, 0, Stop);
        var time = new MovingTime();
        await using var house = await LiveHouse.Open(time, smtp: sink.SmtpPort);
        await Ship(house);
        await house.Do("Ben", "incidents/declare", new { title = "Guests cannot pay", severity = "high", service = "shop" });

        await Acknowledge(house, await Link(new MailFolder(folder.At("mails"))), scripts);
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts);
        await person.Open("/incidents/INC-1");
        await person.Shows("Ada acknowledged it at 08:");
        await ByClicks.FirstMinutes(person);
        await ByClicks.RollBack(person, house);
        await ByClicks.Resolve(person);
        await ByClicks.Review(person, time);

        var closed = house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1"));
        Assert.Equal((IncidentStatus.Closed, "Grace"), (closed.Status, closed.Lead.Person));
        Assert.True(house.Desk.World.Get<Page>(Page.StreamOf("INC-1")).HasEnded);
        Assert.Contains(new MailFolder(folder.At("mails")).Newest(),
            m => $"{m.Mail.Subject}".StartsWith("Retrospective of INC-1", StringComparison.Ordinal));
    }

    private static async Task Ship(LiveHouse house)
    {
        await house.Adopt("shop", "Shop", "ask");
        await house.Prepare("shop", "1.1.0");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await house.Until("shop-1.1.0-1-production", "succeeded");
    }

    /// <summary>As the mail to the first contact has it.</summary>
    private static async Task<string> Link(MailFolder mails)
    {
        for (var patience = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < patience; await Task.Delay(50, Stop))
            if (mails.Newest().SelectMany(m => $"{m.Mail.TextBody}".Split('\n', StringSplitOptions.TrimEntries))
                .FirstOrDefault(line => line.Contains("/ack/", StringComparison.Ordinal)) is { } link) return link;
        throw new TimeoutException("Nobody was paged by mail within a minute.");
    }

    /// <summary>On a phone that has never seen the site.</summary>
    private async Task Acknowledge(LiveHouse house, string link, bool scripts)
    {
        await using var phone = await chromium.Profile(Look.Phone, house.Address.ToString(), scripts);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("INC-1: Guests cannot pay");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("You have it");
    }
}
