using Microsoft.Playwright;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>An incident from its declaration to its closed review, by clicks alone: no script runs.</summary>
public sealed class LeadingByForms(Chromium chromium)
{
    [Fact]
    public async Task An_incident_is_declared_led_rolled_back_resolved_reviewed_and_closed()
    {
        var time = new MovingTime();
        await using var house = await LiveHouse.Open(time);
        await house.Adopt("shop", "Shop", "ask");
        await house.Prepare("shop", "1.1.0");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await house.Until("shop-1.1.0-1-production", "succeeded");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");

        await Declare(person);
        await ByClicks.FirstMinutes(person);
        await ByClicks.RollBack(person, house);
        await ByClicks.Resolve(person);
        await ByClicks.Review(person, time);
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_it_is_refused()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");
        await person.Open("/incidents");
        await person.Fill("Declare an incident", "What is wrong", new string('x', 300));

        await person.Press("Declare an incident", "Declare");

        await person.Shows("Say in one line what is wrong, in at most 200 characters.");
        await Assertions.Expect(person.Page.GetByLabel("What is wrong")).ToHaveValueAsync(new string('x', 300));
        await person.Fill("Declare an incident", "What is wrong", "Checkout fails");
        await person.Press("Declare an incident", "Declare");
        await person.Says("INC-1 is declared.");
    }

    private static async Task Declare(LiveBrowser person)
    {
        await person.Open("/");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Declare incident" }).ClickAsync();
        await person.Fill("Declare an incident", "What is wrong", "Guests cannot pay");
        await person.Page.GetByLabel("Service", new() { Exact = true }).SelectOptionAsync("shop");
        await person.Press("Declare an incident", "Declare");
        await person.Says("INC-1 is declared. Its clocks run.");
        await person.Shows("Next: Assess severity and impact");
        await Inspection.Picture(person.Page, "life-1-declared");
    }

    [Fact]
    public async Task Two_who_write_the_same_part_lose_nothing()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Desk.Send(Incident.StreamOf("INC-1"), new DeclareIncident(
            "INC-1", "Guests cannot pay", Severity.Low, "shop", "", "", false), "Grace",
            TestContext.Current.CancellationToken);
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");
        await person.Open("/incidents/INC-1/review");
        await house.Desk.Send(Incident.StreamOf("INC-1"), new EditReview("summary", "Theirs", 0), "Ben",
            TestContext.Current.CancellationToken);

        await ByClicks.Unfold(person, "#section-summary", ("Summary", "Mine"), "Save");

        await person.Shows("Not saved: Ben saved Summary as revision 1");
        var card = person.Page.Locator("#section-summary");
        var mine = card.Locator("form").GetByLabel("Summary");
        await Assertions.Expect(card).ToContainTextAsync("Theirs");
        await Assertions.Expect(mine).ToHaveValueAsync("Mine");
        await mine.FillAsync("Theirs and mine");
        await card.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await person.Says("Saved.");
        await person.Shows("Theirs and mine");
    }
}
