using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Server.Calendar;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Calendar;

/// <summary>The page by its forms, without script, then its weeks and its rules in a browser; it is Tuesday 24 November 2026.</summary>
public sealed class TheCalendarPage(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Windows_and_freezes_are_added_the_line_is_stopped_and_the_page_is_sound()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager");
        await house.Join("Vic", "Viewer");
        await Say(house, "add-window", ("rule", "usual"), ("title", "Production window"), ("start", "2026-11-24T10:00"),
            ("end", "2026-11-24T12:00"), ("zone", "UTC"), ("repeats", "FREQ=WEEKLY;BYDAY=TU,WE,TH"));
        await Say(house, "add-freeze", ("rule", "peak"), ("title", "Peak trading freeze"), ("start", "2026-11-26T00:00"),
            ("end", "2026-12-01T06:00"), ("zone", "UTC"), ("repeats", ""));
        await Say(house, "stop-line", ("reason", "orders are lost"));

        var page = await house.Browser("Ada").GetStringAsync("/calendar", Stop);
        Assert.Contains("The line of organisation is stopped: orders are lost.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"ev is-run c3\" data-on=\"Wed 25 Nov\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"ev freeze is-idle c4 w4\" data-on=\"Thu 26 Nov to Sun 29 Nov\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"ev freeze is-idle c1 w2\" data-on=\"Mon 30 Nov to Tue 1 Dec\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("New freeze", await house.Browser("Vic").GetStringAsync("/calendar?view=rules", Stop), StringComparison.Ordinal);

        foreach (var view in (string[])["weeks", "rules"]) await Sound(house, view);
        await Say(house, "resume-line", ("reason", "found it"));
        await Say(house, "remove-rule", ("rule", "peak"));
        var calendar = house.Desk.World.Get<ShippingCalendar>(ShippingCalendar.StreamOf(Scope.Organisation));
        Assert.Equal(("usual", null), (calendar.Rules.Single().Id, calendar.Stopped));
    }

    private async Task Sound(AccountsHouse house, string shown)
    {
        var seen = CalendarPageViews.Of(new Sight(house.Desk.World, house.Clock.GetUtcNow(), "Ada"), shown) with
        {
            MayChange = true, MayStop = true,
            Stops = CalendarPageViews.Stops(new Sight(house.Desk.World, house.Clock.GetUtcNow(), "Ada"), _ => true),
        };
        await using var site = await TestSite.Start(
            app => app.MapGet("/calendar", (HttpContext http) => http.Page<CalendarPage, CalendarPageView>(seen)), _ => FramePages.Busy);
        await Inspection.Of(chromium, site.Address, await site.Link(), "/calendar", $"calendar-{shown}");
    }

    private static async Task Say(AccountsHouse house, string verb, params (string, string)[] fields)
    {
        var answer = await house.Submit("Ada", "/calendar", $"/calendar/{verb}", [("service", ""), ("environment", ""), .. fields]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
