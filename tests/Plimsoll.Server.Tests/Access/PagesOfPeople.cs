using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Access;

/// <summary>A real browser signs in and looks at every page of people, in each look.</summary>
public sealed class PagesOfPeople(Chromium chromium)
{
    private static readonly string[] Settings = ["people", "roles", "secrets", "tokens", "sessions", "sign-in", "removals"];

    [Fact]
    public async Task Signing_in_and_the_settings_pass_in_light_dark_and_on_a_phone()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager", "service/shop");
        var invited = await house.Invite("Bob");
        await house.SignedInToken("Root");
        await house.Submit("Root", "/settings/secrets", "/settings/secrets/set",
            ("name", "TLS_KEY"), ("service", ""), ("environment", ""), ("value", "a value nobody reads"), ("command", ""));
        await house.Join("Sam", "Security Lead");
        await house.Desk.Send(Incident.StreamOf("INC-1"), new DeclareIncident(
            "INC-1", "Somebody reads what they should not", Severity.Low, "", "", "", null) { Private = true },
            house.IdOf("Sam"), CancellationToken.None);
        var place = (await house.Services.GetRequiredService<WordSearch>().Find("Somebody reads", CancellationToken.None))[0];
        await house.Submit("Sam", "/settings/removals", "/settings/removals/ask",
            ("place", place.Place), ("reason", "it names somebody"));
        foreach (var look in Look.All)
        {
            await using var profile = await chromium.Profile(look, house.Address.ToString());
            var page = await profile.NewPageAsync();
            foreach (var (name, door) in new[] { ("sign-in", "/sign-in"), ("recover", "/recover"), ("invited", invited) }
                .Where(d => look.Samples(d.Item1)))
            {
                await page.GotoAsync(door);
                await Inspection.MustPass(page, $"{name} in {look.Name}");
            }

            await page.GotoAsync("/settings/people");
            await page.FillAsync("#email", AccountsHouse.MailOf("Root"));
            await page.FillAsync("#password", AccountsHouse.Password);
            await page.ClickAsync("button");
            await Microsoft.Playwright.Assertions.Expect(page).ToHaveURLAsync(new Uri(house.Address, "/settings/people").ToString());
            await page.GotoAsync("/incidents/INC-1");
            await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
            await Inspection.MustPass(page, $"a private incident in {look.Name}");
            await page.GotoAsync("/settings/removals");
            await page.FillAsync("#words", "Somebody reads");
            await page.ClickAsync("#find button");
            await Inspection.MustPass(page, $"what was found in {look.Name}");
            foreach (var path in Settings.Where(look.Samples))
            {
                await page.GotoAsync($"/settings/{path}");
                await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
                await Inspection.MustPass(page, $"{path} in {look.Name}");
            }
        }
    }
}
