using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>What an open incident page hears of, also after a form on it was refused.</summary>
public sealed partial class WhatAnIncidentPageFollows(Chromium chromium)
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_about_its_service_alone()
    {
        await using var house = await House();

        var (_, html) = await house.Get("Grace", "/incidents/INC-1");

        Assert.Equal("incident/INC-1 page/INC-1 page/INC-1-* lane/shop/*", Live().Match(html).Groups[1].Value);
    }

    [Fact]
    public async Task A_page_after_a_refused_form_says_its_own_address()
    {
        await using var house = await House();
        await house.Desk.Send(Incident.StreamOf("INC-1"), new NoteAction("Restarted.", null), "Grace",
            TestContext.Current.CancellationToken);

        var (status, html) = await house.Fill("Grace", "/incidents/INC-1/note-action", ("form", "note-action"));
        var (_, review) = await house.Fill(
            "Grace", "/incidents/INC-1/add-action-item", ("form", "add-action-item"));
        var (_, list) = await house.Fill("Grace", "/incidents/declare-incident", ("form", "declare-incident"));

        Assert.Equal(422, status);
        Assert.Contains("data-page=\"/incidents/INC-1\"", html);
        Assert.Contains("href=\"/incidents/INC-1?correct=", html);
        Assert.Contains("href=\"/incidents/INC-1?refresh=off\"", html);
        Assert.DoesNotContain("href=\"?", html);
        Assert.Contains("data-page=\"/incidents/INC-1/review\"", review);
        Assert.Contains("data-page=\"/incidents\"", list);
    }

    [Fact]
    public async Task A_page_after_a_refused_form_goes_on_to_show_what_happens_and_keeps_what_was_typed()
    {
        await using var house = await House();
        await using var person = await LiveBrowser.Of(chromium, house, "Grace", scripts: true);
        await person.Open("/incidents/INC-1");
        var composer = person.Page.Locator("#update form");
        await composer.GetByLabel("Text").FillAsync("Guests wait.");
        await composer.GetByLabel("stakeholders").UncheckAsync();
        await composer.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await person.Shows("Tick at least one audience");
        await person.Page.EvaluateAsync("document.activeElement.blur()");

        await house.Desk.Send(Incident.StreamOf("INC-1"), new NoteAction("Restarted the queue.", null), "Ben",
            TestContext.Current.CancellationToken);

        await Assertions.Expect(person.Page.Locator("#timeline"))
            .ToContainTextAsync("Restarted the queue.", new() { Timeout = 60_000 });
        await Assertions.Expect(composer.GetByLabel("Text")).ToHaveValueAsync("Guests wait.");
        await Assertions.Expect(composer.GetByRole(AriaRole.Alert)).ToContainTextAsync("Tick at least one audience");
    }

    [Fact]
    public async Task A_review_of_much_tells_how_it_began_and_how_it_ended()
    {
        await using var house = await House();
        var some = new SomeIncidents(house, new FakeTimeProvider(Begun));
        for (var n = 1; n <= 130; n++) await some.Do("INC-1", new NoteAction($"note {n}.", null));

        var (_, html) = await house.Get("Grace", "/incidents/INC-1/review");

        var told = some.Get("INC-1").Timeline.Count(e => e.Kind is EntryKind.Alarm or EntryKind.Good or EntryKind.Note);
        Assert.Contains($"{told - 100} entries are left out here.", html);
        Assert.Contains("<a href=\"/incidents/INC-1#timeline\">The whole timeline</a>", html);
        Assert.Contains(">note 1.<", html);
        Assert.Contains(">note 130.<", html);
        Assert.DoesNotContain(">note 65.<", html);
    }

    [Fact]
    public async Task What_is_cut_names_the_address_that_has_it_whole()
    {
        await using var house = await House();
        await house.Desk.Send(Incident.StreamOf("INC-1"),
            new NoteCommand("make", 0, new string('x', 5_000), Begun), "Grace", TestContext.Current.CancellationToken);
        var number = house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Timeline.Count;

        var (_, html) = await house.Get("Grace", "/incidents/INC-1");

        var way = Whole().Match(WebUtility.HtmlDecode(html)).Groups[1].Value;
        Assert.Equal($"incidents/INC-1?before={number + 1}", way);
        Assert.Contains(new string('x', 5_000), await house.Text(way));
    }

    [Fact]
    public async Task A_part_of_the_review_is_written_once_and_edited_then()
    {
        await using var house = await House();
        var (_, before) = await house.Get("Grace", "/incidents/INC-1/review");
        await house.Desk.Send(Incident.StreamOf("INC-1"), new EditReview(Sections.RootCause, "A full disk", 0), "Grace",
            TestContext.Current.CancellationToken);

        var (_, after) = await house.Get("Grace", "/incidents/INC-1/review");

        Assert.Contains(">Write Root cause</summary>", before);
        Assert.Contains(">Edit Root cause</summary>", after);
        Assert.DoesNotContain("Write Root cause", after);
    }

    /// <summary>INC-1 of the shop, which has a neighbour.</summary>
    private static async Task<LiveHouse> House()
    {
        var house = await LiveHouse.Open(new FakeTimeProvider(Begun));
        await house.Adopt("shop", "Shop", "ask");
        await house.Adopt("shopping", "Shopping", "ask");
        await house.Desk.Send(Incident.StreamOf("INC-1"), new DeclareIncident(
            "INC-1", "Guests cannot pay", Severity.Low, "shop", "", "", false), "Grace",
            TestContext.Current.CancellationToken);
        return house;
    }

    [GeneratedRegex("data-live=\"([^\"]*)\"")]
    private static partial Regex Live();

    [GeneratedRegex(@"the API has it whole: GET /api/v1/([^)]+)\)")]
    private static partial Regex Whole();
}
