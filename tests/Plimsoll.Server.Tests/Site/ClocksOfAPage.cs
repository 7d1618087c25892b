using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Parts;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Site;

/// <summary>Clocks go by the business time of the server, whatever the browser's own clock says.</summary>
public sealed class ClocksOfAPage(Chromium chromium)
{
    [Fact]
    public async Task A_duty_counts_down_and_its_two_moments_are_said_once_each()
    {
        await using var site = await TestSite.Start(app => app.MapGet("/duty", (HttpContext http) =>
            http.Page<DutyPage, DateTimeOffset>(TestSite.Tuesday + TimeSpan.FromSeconds(330))));
        await using var profile = await chromium.Profile(Look.Light, site.Address.ToString());
        var page = await profile.NewPageAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await page.Clock.InstallAsync(new() { TimeDate = new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        await Inspection.Enter(page, await site.Link());
        await page.GotoAsync("/duty");
        var (clock, said) = (page.Locator("[data-due]"), page.Locator("#said"));
        await Assertions.Expect(clock).ToHaveTextAsync(Minutes("5:[0-3]"));
        await Assertions.Expect(said).ToBeEmptyAsync();

        await page.Clock.RunForAsync(40_000);
        await Assertions.Expect(clock).ToHaveTextAsync(Minutes("4:[0-5]"));
        await Assertions.Expect(said).ToHaveTextAsync("Status update: due in 5 min");

        await page.Clock.RunForAsync(300_000);
        await Assertions.Expect(clock).ToHaveTextAsync(Minutes(@"\+0:[0-5]"));
        await Assertions.Expect(said).ToHaveTextAsync("Status update: overdue");
        await Assertions.Expect(page.Locator(".ob")).ToHaveClassAsync("ob is-bad");
    }

    // The browser's clock goes on while the test looks.
    private static Regex Minutes(string begin) => new($"^{begin}[0-9]$");

    private sealed class DutyPage : ComponentBase, IPage<DateTimeOffset>
    {
        [Parameter] public Frame Frame { get; set; } = null!;

        [Parameter] public DateTimeOffset View { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Shell>(0);
            builder.AddComponentParameter(1, "Frame", Frame);
            builder.AddComponentParameter(2, "Title", "Duty");
            builder.AddComponentParameter(3, "ChildContent", (RenderFragment)(inner =>
            {
                inner.OpenElement(0, "div");
                inner.AddAttribute(1, "class", "ob is-warn");
                inner.AddContent(2, When.Due(View, Frame.Now, "Status update"));
                inner.CloseElement();
            }));
            builder.CloseComponent();
        }
    }
}
