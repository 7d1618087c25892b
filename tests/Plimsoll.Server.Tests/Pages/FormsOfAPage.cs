using System.Net;
using Microsoft.Playwright;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>What people do on the pages, by clicks alone: no script runs.</summary>
public sealed class FormsOfAPage(Chromium chromium)
{
    [Fact]
    public async Task A_release_is_created_signed_off_and_shipped()
    {
        await using var house = await House("ask");
        await using (var developer = await LiveBrowser.Of(chromium, house, "Ines"))
        {
            await developer.Open("/releases#new");
            await developer.Fill("New release", "Version", "1.1.0");
            await developer.Press("New release", "Create release");
            await developer.Says("1.1.0 is created");
            await developer.Shows("Not yet safe to ship: 7 of 8 gates open");
            await developer.ShowsNo("Your sign-off");
        }

        await house.MakeReady("shop", "1.1.0");
        await using var manager = await LiveBrowser.Of(chromium, house, "Grace");
        await manager.Open("/");
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Sign off Shop 1.1.0", Exact = true }).ClickAsync();
        await manager.Press("Your sign-off", "Sign off");
        await manager.Says("You signed off.");
        await manager.Shows("Safe to ship: 8 of 8 gates passed");
        await manager.Press("Ship", "Ship it");
        await manager.Says("It is on its way");
        Assert.Equal("succeeded", await house.Until("shop-1.1.0-1-production", "succeeded", "failed", "waiting"));
        await manager.Open("/deployments/shop-1.1.0-1-production");
        await manager.Shows("1.1.0 runs on 3 targets");
    }

    [Fact]
    public async Task A_question_is_answered_and_the_hold_that_follows_is_lifted()
    {
        await using var house = await House("ask");
        house.Break("shop");
        await house.Prepare("shop", "1.2.0");
        await house.SignOff("shop", "1.2.0");
        await house.Ship("shop", "1.2.0");
        await house.Until("shop-1.2.0-1-production", "waiting");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");

        await person.Open("/deployments/shop-1.2.0-1-production");
        await person.Fill("Answer", "Reason", "Customers wait.");
        await person.Press("Answer", "Roll back");
        await person.Says("Answered");
        Assert.Equal("succeeded", await house.Until("shop-1.2.0-1-production-rollback", "succeeded", "failed"));

        await person.Open("/");
        await person.Shows("Shop production is on hold");
        await person.Unfold("Lift the hold");
        var form = person.Page.Locator("form[action='/lanes/shop/production/lift-hold']");
        await form.GetByLabel("Reason").FillAsync("The cause is known.");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await person.Says("The hold on production is lifted.");
        await person.ShowsNo("Shop production is on hold");
    }

    [Fact]
    public async Task A_deployment_that_asks_is_tried_again()
    {
        await using var house = await House("ask");
        house.Break("shop");
        await house.Prepare("shop", "1.2.0");
        await house.SignOff("shop", "1.2.0");
        await house.Ship("shop", "1.2.0");
        await house.Until("shop-1.2.0-1-production", "waiting");
        house.Repair("shop");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");

        await person.Open("/deployments/shop-1.2.0-1-production");
        await person.Press("Try again", "Retry");

        await person.Says("It tries again.");
        Assert.Equal("succeeded", await house.Until("shop-1.2.0-1-production", "succeeded", "failed"));
    }

    [Fact]
    public async Task What_was_read_about_another_candidate_is_not_saved()
    {
        await using var house = await House("ask");
        await house.Create("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Eli");
        await person.Open("/releases/shop/1.1.0");
        await person.Unfold("Edit");
        await person.Fill("Release notes", "Summary", "An hour of words");
        await house.Do("Ines", "releases/shop/1.1.0/seal", new { @ref = "v1.2.0" });

        await person.Press("Release notes", "Save notes");

        // The form is open again, with what was written.
        await person.Shows("Not saved: this is candidate 2 now. Read what changed, then save again.");
        await person.Press("Release notes", "Save notes");
        await person.Says("The notes are saved for this candidate.");
        await person.Shows("An hour of words");
    }

    [Fact]
    public async Task An_exception_is_asked_for_by_one_and_granted_by_another()
    {
        await using var house = await House("ask");
        await house.Create("shop", "1.1.0");
        await using (var asks = await LiveBrowser.Of(chromium, house, "Ben"))
        {
            await asks.Open("/releases/shop/1.1.0");
            await asks.Unfold("Security scans");
            var gate = asks.Page.Locator("#gate-security-scan");
            await gate.GetByText("Request waiver").First.ClickAsync();
            await gate.GetByLabel("Reason").FillAsync("The scanner is down.");
            await gate.GetByLabel("Ends on").FillAsync(DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd"));
            await gate.GetByRole(AriaRole.Button, new() { Name = "Request waiver" }).ClickAsync();
            await asks.Says("The waiver is asked for.");
            await asks.ShowsNo("Grant waiver");
        }

        await using var grants = await LiveBrowser.Of(chromium, house, "Dana");
        await grants.Open("/releases/shop/1.1.0");
        await grants.Press("Grant the waiver: Security scans", "Grant waiver");
        await grants.Says("The waiver is granted.");
        await Assertions.Expect(grants.Page.Locator("#gate-security-scan")).ToContainTextAsync("Waived");
    }

    [Fact]
    public async Task The_same_click_sent_twice_is_done_once()
    {
        await using var house = await House("ask");
        await house.Create("shop", "1.1.0");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");
        await person.Open("/releases/shop/1.1.0");
        var fields = await person.Fields("Withdraw");
        var form = person.Profile.APIRequest.CreateFormData();
        foreach (var (name, value) in fields.Append(new("reason", "Not needed."))) form.Set(name, value);

        for (var click = 0; click < 2; click++)
        {
            var answer = await person.Profile.APIRequest.PostAsync("/releases/shop/1.1.0/withdraw-release",
                new() { Form = form });
            Assert.Contains("Withdrawn. Nobody can deploy it any more.", await answer.TextAsync());
        }

        await person.Open("/releases/shop/1.1.0");
        await person.Shows("Withdrawn: Not needed.");
    }

    [Fact]
    public async Task What_is_not_there_is_told_on_a_page_with_the_way_on()
    {
        await using var house = await House("ask");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");

        foreach (var path in (string[])["/releases/shop/9.9.9", "/deployments/shop-9.9.9-1-production",
            "/deployments/none/raw"])
        {
            var answer = await person.Page.GotoAsync(path);
            Assert.Equal((int)HttpStatusCode.NotFound, answer!.Status);
            await person.Shows("There is no such");
        }
    }

    private static async Task<LiveHouse> House(string rollback)
    {
        var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", rollback);
        return house;
    }
}
