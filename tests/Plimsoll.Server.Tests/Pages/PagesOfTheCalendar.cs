using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

public sealed class PagesOfTheCalendar(Chromium chromium)
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Four_weeks_show_windows_freezes_and_slots_and_every_page_is_sound()
    {
        await using var house = await WithACalendar();
        var (_, weeks) = await house.Get("Grace", "/calendar");
        var (_, agenda) = await house.Get("Grace", "/calendar?view=agenda");
        var (_, rules) = await house.Get("Grace", "/calendar?view=rules");

        Assert.Contains("Mon 2 Mar to Sun 29 Mar 2026", weeks);
        Assert.Equal(4 * 3, Count(weeks, "<span>Production window</span>"));
        Assert.Contains("<span>Spring sale</span><small>ends Mon 23 Mar 2026, 00:00</small>", weeks);
        Assert.Contains("<span>Shop 1.1.0</span><small>booked, 10:00 to 11:00</small>", weeks);
        Assert.Contains("Thu 5 Mar, booked, 10:00 to 11:00", agenda);
        Assert.Contains("FREQ=WEEKLY;BYDAY=TU,WE,TH", rules);
        Assert.Contains("Shop production", rules);
        Assert.DoesNotContain(" style=", weeks);
        foreach (var (query, name) in ((string, string)[]) [("", "calendar"), ("?view=agenda", "calendar-agenda"), ("?view=rules", "calendar-rules")])
            await Inspection.Of(chromium, house.Address, await house.Link(), $"/calendar{query}", name, "Grace");
    }

    [Fact]
    public async Task A_line_is_stopped_and_let_go_on_by_forms_without_a_script()
    {
        await using var house = await LiveHouse.Open(_clock);
        await house.Adopt("shop", "Shop", "ask");
        await using var person = await LiveBrowser.Of(chromium, house, "Grace");
        await person.Open("/calendar?view=rules");

        await person.Fill("Stop the line", "Reason", "orders are lost");
        await person.Press("Stop the line", "Stop the line");

        await person.Says("The line is stopped.");
        await person.Shows("Orders are lost.");
        await person.Page.GetByLabel("Why it may go on").FillAsync("the fault is found");
        await person.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Let it go on" }).ClickAsync();
        await person.Says("The line goes on");
        await person.ShowsNo("Orders are lost.");
    }

    [Fact]
    public async Task A_window_is_added_and_removed_and_one_that_is_wrong_says_why()
    {
        await using var house = await LiveHouse.Open(_clock);
        await house.Adopt("shop", "Shop", "ask");

        var (refused, wrong) = await house.Fill("Grace", "/calendar/add-window",
            ("service", "shop"), ("environment", ""), ("rule", "usual"), ("title", "Production window"),
            ("start", "2026-03-03T10:00"), ("end", "2026-03-03T12:00"), ("zone", "Europe/Berlinn"), ("repeats", ""));
        var (status, right) = await house.Fill("Grace", "/calendar/add-window",
            ("service", "shop"), ("environment", ""), ("rule", "usual"), ("title", "Production window"),
            ("start", "2026-03-03T10:00"), ("end", "2026-03-03T12:00"), ("zone", "Europe/Berlin"), ("repeats", "FREQ=WEEKLY;BYDAY=TU"));
        var (_, added) = await house.Get("Grace", "/calendar?view=rules");
        await house.Fill("Grace", "/calendar/remove-rule", ("service", "shop"), ("environment", ""), ("rule", "usual"));
        var (_, removed) = await house.Get("Grace", "/calendar?view=rules");

        Assert.Equal((422, "", 200), (refused, wrong, status));
        Assert.Equal("", right);
        Assert.Contains("next Tue 10 Mar 2026, 09:00 to Tue 10 Mar 2026, 11:00", added);
        Assert.DoesNotContain("next Tue 10 Mar", removed);
    }

    private static int Count(string html, string words) => html.Split(words).Length - 1;

    private async Task<LiveHouse> WithACalendar()
    {
        var house = await LiveHouse.Open(_clock);
        await house.Adopt("shop", "Shop", "ask");
        await house.Do("Grace", "calendar/add-window", Rule("usual", "Production window", "2026-03-03T10:00", "2026-03-03T12:00",
            "FREQ=WEEKLY;BYDAY=TU,WE,TH"));
        await house.Do("Grace", "calendar/add-freeze", Rule("sale", "Spring sale", "2026-03-20T00:00", "2026-03-23T00:00", ""));
        await house.Prepare("shop", "1.1.0");
        await house.Do("Grace", "releases/shop/1.1.0/book-slot", new
        {
            start = new DateTimeOffset(2026, 3, 5, 10, 0, 0, TimeSpan.Zero),
            end = new DateTimeOffset(2026, 3, 5, 11, 0, 0, TimeSpan.Zero), environment = "",
        });
        return house;
    }

    private static object Rule(string id, string title, string start, string end, string repeats) => new
    {
        scope = "service/shop", id, title, start, end, duration = "", repeats, except = Array.Empty<string>(), zone = "UTC",
        exempt = Array.Empty<string>(),
    };
}
