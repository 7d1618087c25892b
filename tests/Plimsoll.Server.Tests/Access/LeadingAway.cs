using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Access;
using Plimsoll.Server.Site;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Nobody is led from here to another site, and no other site shows a page of this one inside its own.</summary>
public sealed class LeadingAway(Chromium chromium)
{
    public static TheoryData<string> Elsewhere => new(
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "\t//evil.example",
        "/\n/evil.example", "/\r\n/evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example", "@evil.example",
        "http:evil.example", "///evil.example", "/\u0000/evil.example", "/x\r\nSet-Cookie: a=b", "/\u0085/evil.example", "");

    [Fact]
    public async Task Where_to_go_back_to_is_on_this_server()
    {
        await using var house = await AccountsHouse.Open();
        foreach (var back in Elsewhere.Select(row => row.Data))
        {
            using var stranger = house.Stranger();
            OnThisServer(back, await house.SignIn(stranger, AccountsHouse.MailOf("Root"), AccountsHouse.Password, back));
            OnThisServer(back, await house.Submit("Root", "/about", "/me/theme", ("theme", "dark"), ("back", back)));
            OnThisServer(back, await house.Submit("Root", "/about", "/me/keys", ("keys", "on"), ("back", back)));
        }
    }

    private static void OnThisServer(string back, HttpResponseMessage led)
    {
        // No form can hold a zero character; it is one nobody wrote.
        var readable = !back.Contains('\0');
        Assert.Equal(readable ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden, led.StatusCode);
        Assert.Equal(readable ? "/" : null, led.Headers.Location?.OriginalString);
        Assert.All(led.Headers.TryGetValues("Set-Cookie", out var kept) ? kept : [], c => Assert.StartsWith("plimsoll-", c));
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Any_address_that_is_not_of_this_server_becomes_its_first_page(string back) => Assert.Equal("/", Plimsoll.Server.Site.Pages.Local(back));

    [Fact]
    public async Task A_page_is_not_shown_inside_another_site()
    {
        await using var site = await TestSite.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.ListenOnLoopback(0);
        await using var evil = builder.Build();
        evil.MapGet("/", () => Results.Content($"<iframe src='{new Uri(site.Address, "/about")}'></iframe>", "text/html"));
        await evil.StartAsync(TestContext.Current.CancellationToken);
        await using var profile = await chromium.Profile(Look.Light);
        var page = await profile.NewPageAsync();
        await Inspection.Enter(page, await site.Link());

        await page.GotoAsync(evil.Urls.First());

        var frame = Assert.Single(page.Frames, f => f != page.MainFrame);
        Assert.DoesNotContain("About", await frame.ContentAsync());
        Assert.StartsWith("chrome-error:", frame.Url);
    }
}
