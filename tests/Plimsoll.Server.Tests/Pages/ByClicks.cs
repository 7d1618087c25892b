using Microsoft.Playwright;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>INC-1 of the shop, led by clicks alone, with or without a script.</summary>
internal static class ByClicks
{
    public static async Task FirstMinutes(LiveBrowser person)
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

    public static async Task RollBack(LiveBrowser person, LiveHouse house)
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

    public static async Task Resolve(LiveBrowser person)
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

    public static async Task Review(LiveBrowser person, MovingTime time)
    {
        await person.Open("/incidents/INC-1/review");
        await Unfold(person, "#section-root-cause", ("Root cause", "The session filter drops guests."), "Save");
        await Unfold(person, "#actions", ("What is to be done", "Test as a guest"), "Add it", ("Owner", "Ben"));
        await person.Page.Locator("#runbooks summary").First.ClickAsync();
        await person.Page.Locator("#runbooks form").GetByLabel("The runbooks").SelectOptionAsync("unchanged");
        await person.Page.Locator("#runbooks form").GetByLabel("If they stay").FillAsync("They said what to do.");
        await person.Page.Locator("#runbooks form").GetByRole(AriaRole.Button, new() { Name = "Save the answer" })
            .ClickAsync();
        await Unfold(person, "#retrospective", null, "Send the invitation");
        await Unfold(person, "#closing", ("Where the talk is kept", "https://chat.example.test/archive/1"),
            "It is archived");
        await person.Shows("The retrospective begins");
        await Inspection.Picture(person.Page, "life-7-invited");
        time.Ahead(TimeSpan.FromHours(30));
        await person.Open("/incidents/INC-1/review");
        await person.Shows("nothing is missing");
        await Inspection.Picture(person.Page, "life-7-review");
        await person.Press("Close and archive", "Close the incident");
        await person.Says("Closed. Its review is over.");
        await Inspection.Picture(person.Page, "life-8-closed");
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

    public static async Task Unfold(
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
