using Mailsink;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Pages;

public sealed class WhoWasCalled(Chromium chromium)
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_waits_has_a_banner_and_who_has_it_is_told_by_what_and_when()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("mails"));
        await using var sink = await Sink.Start(folder.At("mails"), 0, 0, Stop);
        await using var house = await LiveHouse.Open(new FakeTimeProvider(Begun), smtp: sink.SmtpPort);
        await house.Adopt("shop", "Shop", "ask");
        await Declare(house, "shop");

        var calling = await Reads(house, "Ada has not answered yet.");
        await house.Fill("Ada", "/pages/INC-1/acknowledge");
        var (_, held) = await house.Get("Grace", "/incidents/INC-1");

        Assert.Contains("Being called: INC-1: Guests cannot pay", calling);
        Assert.Contains("<p>by mail</p>", calling);
        Assert.Contains("Nobody acknowledged it.", calling);
        Assert.DoesNotContain("id=\"calling-INC-1\"", held);
        Assert.Contains("Ada acknowledged it at 08:00 UTC", held);
        Assert.Contains("08:00 UTC, has it", held);
    }

    [Fact]
    public async Task Whom_nothing_reached_is_said_with_the_reason()
    {
        await using var house = await LiveHouse.Open(new FakeTimeProvider(Begun));
        await house.Adopt("shop", "Shop", "ask");
        await Declare(house, "shop");

        // Each contact's failure is a fact of its own: the last of them ends the walk.
        var html = await Reads(house, "Nobody has answered");

        Assert.Contains("not reached: not sent: no mail server configured", html);
    }

    [Fact]
    public async Task Without_a_service_it_is_said_at_once_and_one_form_calls_people()
    {
        await using var house = await LiveHouse.Open(new MovingTime());
        await house.Adopt("shop", "Shop", "ask");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/incidents");
        await person.Fill("Declare an incident", "What is wrong", "Guests cannot pay");

        await person.Press("Declare an incident", "Declare");

        await person.Says("INC-1 is declared. Nobody can be paged: INC-1 names no service. Say which one it is about.");
        await person.Shows("plimsoll incident service INC-1 SERVICE");
        await Inspection.Picture(person.Page, "incident-without-a-service");
        await Inspection.MustPass(person.Page, "an incident without a service");
        await person.Page.GetByRole(Microsoft.Playwright.AriaRole.Form, new() { Name = "Which service is it about?" })
            .GetByLabel("Service").SelectOptionAsync("shop");
        await person.Press("Which service is it about?", "Name it");
        await person.Says("Its people are called.");
        await person.ShowsNo("names no service");
        Assert.Contains(house.Desk.World.All<Page>().Select(p => p.Value), p => p.Service == "shop" && p.Call("Ada") is not null);
    }

    private static async Task Declare(LiveHouse house, string service) => await house.Do("Grace", "incidents/declare",
        new { title = "Guests cannot pay", severity = "high", service });

    /// <summary>The page, once it says so.</summary>
    private static async Task<string> Reads(LiveHouse house, string words)
    {
        for (var patience = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(50, Stop))
        {
            var (_, html) = await house.Get("Grace", "/incidents/INC-1");
            if (html.Contains(words, StringComparison.Ordinal)) return html;
            Assert.True(DateTime.UtcNow < patience, html);
        }
    }
}
