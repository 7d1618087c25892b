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
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Prepare("shop", "1.1.0");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await house.Until("shop-1.1.0-1-production", "succeeded");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");

        await Declare(person);
        await FirstMinutes(person);
        await RollBack(person, house);
        await Resolve(person);
        await Review(person);
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

    private static async Task FirstMinutes(LiveBrowser person)
    {
        await Do(person, "Assess severity", "Save the severity", ("Who is hurt", "Guests, one in ten."));
        await Do(person, "Lead the response", "I lead this");
        await Do(person, "Say where people talk", "Save the channel",
            ("Address of the chat", "https://chat.example.test/1"));
        await person.Shows("Next: Notify affected stakeholders");
        await person.Press("Next: Status update", "Preview");
        await person.Shows("stakeholders: eli@example.test");
        await person.Shows("Guests cannot pay (INC-1)");
        await person.Shows("Next update by");
        await Inspection.Picture(person.Page, "life-2-preview");
        await person.Press("Send the update", "Send it now");
        await person.Says("The update is sent.");
        await Do(person, "Is the Security Lead needed", "Answer",
            ("Why, where not needed", "No data is touched."), "no");
        await Do(person, "Somebody joins", "Add them");
        await Do(person, "Somebody joins", "Add them");
        await Do(person, "Start time", "Record them", ("What it looked like", "Payments fail with 500."));
        await Inspection.Picture(person.Page, "life-3-first-minutes");
    }

    private static async Task RollBack(LiveBrowser person, LiveHouse house)
    {
        await person.Shows("Next: Identify root cause");
        await person.Press("Make suspect 1 the cause", "Make it the cause");
        await person.Shows("Identified");
        await Do(person, "Decide how", "Decide", ("Why", "It was rehearsed."));
        await person.Shows("Roll back Shop 1.1.0 to 1.0.0 on production, 3 targets.");
        await Inspection.Picture(person.Page, "life-4-decided");
        await person.Page.Locator("#decision")
            .GetByRole(AriaRole.Button, new() { Name = "Roll back now" }).ClickAsync();
        await person.Says("The rollback is on its way.");
        var rollback = house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Mitigation!.Deployment;
        Assert.Equal("succeeded", await house.Until(rollback, "succeeded", "failed", "waiting"));
        await Until(house, i => i.Status == IncidentStatus.Monitoring);
        await person.Open("/incidents/INC-1");
        await person.Shows("The mitigation is carried out and watched.");
        await Inspection.Picture(person.Page, "life-5-watched");
    }

    private static async Task Resolve(LiveBrowser person)
    {
        await Do(person, "Verify the mitigation", "Save what you saw", ("What you saw", "Orders come in."));
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await Do(person, "Confirm that service", "Resolve", ("How you know", "As many orders as last week."));
        await person.Says("Resolved. The review begins.");
        await Inspection.Picture(person.Page, "life-6-resolved");
        await person.Press("Next: Status update", "Preview");
        await person.Shows("This is the last update.");
        await person.Press("Send the update", "Send it now");
        await person.Shows("Reviewing");
    }

    private static async Task Review(LiveBrowser person)
    {
        await person.Open("/incidents/INC-1/review");
        await Unfold(person, "#section-root-cause", ("Root cause", "The session filter drops guests."), "Save");
        await Unfold(person, "#actions", ("What is to be done", "Test as a guest"), "Add it", ("Owner", "Ben"));
        await Unfold(person, "#runbooks", ("Why none has to change", "They said what to do."), "Save the answer");
        await Unfold(person, "#retrospective", null, "Send the invitation");
        await Unfold(person, "#closing", ("Where the talk is kept", "https://chat.example.test/archive/1"),
            "It is archived");
        await person.Shows("nothing is missing");
        await Inspection.Picture(person.Page, "life-7-review");
        await person.Press("Close and archive", "Close the incident");
        await person.Says("Closed. Its review is over.");
        await Inspection.Picture(person.Page, "life-8-closed");
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

        await Unfold(person, "#section-summary", ("Summary", "Mine"), "Save");

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

    /// <summary>Fills the form of the most urgent line and sends it.</summary>
    private static async Task Do(
        LiveBrowser person, string form, string button, (string Field, string Text)? answer = null,
        string? choice = null)
    {
        var card = person.Page.Locator("#next").GetByRole(AriaRole.Form, new() { Name = $"Next: {form}" });
        if (choice is not null) await card.GetByRole(AriaRole.Combobox).SelectOptionAsync(choice);
        if (answer is var (field, text)) await card.GetByLabel(field).FillAsync(text);
        await card.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(person.Page.Locator(".toast")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.Locator("[role=alert]")).ToHaveCountAsync(0);
    }

    private static async Task Unfold(
        LiveBrowser person, string card, (string Field, string Text)? answer, string button,
        (string Field, string Text)? other = null)
    {
        var place = person.Page.Locator(card);
        await place.Locator("details:not([open])",
                new() { Has = person.Page.GetByText(button, new() { Exact = true }) }).First.Locator("summary").ClickAsync();
        foreach (var (field, text) in new[] { answer, other }.OfType<(string, string)>())
            await place.Locator("form").GetByLabel(field).First.FillAsync(text);
        await place.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    private static async Task Until(LiveHouse house, Func<Incident, bool> so)
    {
        var patience = DateTime.UtcNow.AddSeconds(60);
        while (!so(house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1"))))
        {
            Assert.True(DateTime.UtcNow < patience, "The incident does not go on.");
            await Task.Delay(50);
        }
    }
}
