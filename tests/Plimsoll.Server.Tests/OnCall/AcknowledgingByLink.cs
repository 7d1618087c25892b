using System.Net;
using Microsoft.Playwright;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Tests.Browser;
using static Plimsoll.Server.Tests.OnCall.PagedHouse;

namespace Plimsoll.Server.Tests.OnCall;

public sealed class AcknowledgingByLink(Chromium chromium)
{
    private static readonly Contact Ada = new("Ada", "ada@example.org", null);
    private static readonly Contact Grace = new("Grace O'Hopper/ops", "grace@example.org", null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<string> Paged(PagedHouse house, Contact contact)
    {
        await house.Trigger("p1", contact);
        await Until(() => house.Mails().Count > 0, "a mail");
        return new Uri(house.LinkTo(contact.Mail!)).PathAndQuery;
    }

    private static async Task<HttpStatusCode> Post(
        HttpClient http, string path, string? host = null, string? origin = null, string? fetch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (host is not null) request.Headers.Host = host;
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (fetch is not null) request.Headers.Add("Sec-Fetch-Site", fetch);
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Reading_changes_nothing_and_the_button_acknowledges_as_that_person()
    {
        await using var house = await Open();
        var link = await Paged(house, Grace);
        using var phone = house.Stranger();

        var shown = await phone.GetStringAsync(link, Stop);
        Assert.Contains("I have it", shown, StringComparison.Ordinal);
        Assert.Contains("Critical severity", shown, StringComparison.Ordinal);
        Assert.True(house.Page("p1").IsOpen);

        Assert.Equal(HttpStatusCode.Found, await Post(phone, link));
        Assert.Equal(Grace.Person, house.Page("p1").AcknowledgedBy);
        var after = await phone.GetStringAsync(link, Stop);
        Assert.Contains("You have it", after, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_second_reads_who_has_it()
    {
        await using var house = await Open();
        var link = await Paged(house, Ada);
        using var phone = house.Stranger();
        await house.Desk.Send(Core.OnCall.Page.StreamOf("p1"), new AcknowledgePage("Bo"), "Bo", Stop);

        Assert.Equal(HttpStatusCode.Found, await Post(phone, link));

        Assert.Contains("Bo has it since", await phone.GetStringAsync(link, Stop), StringComparison.Ordinal);
        Assert.Equal("Bo", house.Page("p1").AcknowledgedBy);
    }

    [Fact]
    public async Task When_it_is_over_the_link_says_so()
    {
        await using var house = await Open();
        var link = await Paged(house, Ada);
        using var phone = house.Stranger();
        await house.Desk.Send(Core.OnCall.Page.StreamOf("p1"), new ResolvePage("restored"), "Bo", Stop);

        Assert.Equal(HttpStatusCode.Found, await Post(phone, link));

        Assert.Contains("This is over", await phone.GetStringAsync(link, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_proves_one_person_and_one_page_and_lets_nobody_in_anywhere_else()
    {
        await using var house = await Open();
        var link = await Paged(house, Ada);
        await house.Trigger("p2", Ada);
        using var phone = house.Stranger();
        var token = link.Split('/')[^1];

        foreach (var forged in (string[])[
            link[..^1], link + "A", $"/ack/p1/Bo/{token}", $"/ack/p2/Ada/{token}", $"/ack/p1/ada/{token}", "/ack/p1/Ada/x"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(forged, Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, await Post(phone, forged));
        }

        Assert.True(house.Page("p1").IsOpen);
        Assert.True(house.Page("p2").IsOpen);
        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.GetAsync("/", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Post(phone, "/api/v1/pages/p1/acknowledge"));
    }

    [Fact]
    public async Task Another_site_cannot_press_the_button()
    {
        await using var house = await Open();
        var link = await Paged(house, Ada);
        using var phone = house.Stranger();

        Assert.Equal(HttpStatusCode.Forbidden, await Post(phone, link, origin: "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(phone, link, fetch: "cross-site"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await Post(phone, link, host: "evil.example"));
        Assert.True(house.Page("p1").IsOpen);
    }

    [Fact]
    public async Task Behind_a_proxy_the_link_works_under_its_address_and_nothing_else_does()
    {
        await using var house = await Open(url: "https://ship.example.org");
        await house.Trigger("p1", Ada);
        await Until(() => house.Mails().Count > 0, "a mail");
        var link = house.LinkTo("ada@example.org");
        Assert.StartsWith("https://ship.example.org/ack/p1/Ada/", link, StringComparison.Ordinal);
        var path = new Uri(link).PathAndQuery;
        using var phone = house.Stranger();

        foreach (var refused in (string[])["/", "/about", "/open/x", "/api/v1/pages"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, refused);
            request.Headers.Host = "ship.example.org";
            Assert.Equal(HttpStatusCode.MisdirectedRequest, (await phone.SendAsync(request, Stop)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Post(phone, path, "ship.example.org", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Found, await Post(phone, path, "ship.example.org", "https://ship.example.org", "same-origin"));
        Assert.Equal("Ada", house.Page("p1").AcknowledgedBy);
    }

    [Fact]
    public async Task A_program_acknowledges_under_the_name_it_gives()
    {
        await using var house = await Open();
        await house.Trigger("p1", Ada);
        using var program = house.Program();
        program.DefaultRequestHeaders.Add("Plimsoll-As", "Grace");

        Assert.Equal(HttpStatusCode.OK, await Post(program, "/api/v1/pages/p1/acknowledge"));
        Assert.Equal(HttpStatusCode.NotFound, await Post(program, "/api/v1/pages/p9/acknowledge"));

        Assert.Equal("Grace", house.Page("p1").AcknowledgedBy);
        Assert.Contains("\"acknowledged\"", await program.GetStringAsync("/api/v1/pages", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_on_a_narrow_phone_without_a_script_and_axe_finds_nothing()
    {
        await using var house = await Open();
        var link = await Paged(house, Ada);
        foreach (var look in (Look[])[Look.Darkness, new("narrow", 320, 640, false)])
        {
            await using var seeing = await chromium.Profile(look, house.Address.ToString());
            var seen = await seeing.NewPageAsync();
            await seen.GotoAsync(link);
            await Inspection.MustPass(seen, $"the page to acknowledge in {look.Name}");
            await Inspection.Picture(seen, $"acknowledge-{look.Name}");
        }
        await using var profile = await chromium.Profile(new("narrow", 320, 640, false), house.Address.ToString(), scripts: false);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(link);

        await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("You have it");
        Assert.Equal("Ada", house.Page("p1").AcknowledgedBy);
        await using var after = await chromium.Profile(Look.Phone, house.Address.ToString());
        var over = await after.NewPageAsync();
        await over.GotoAsync(link);
        await Inspection.MustPass(over, "the page once it is acknowledged");
    }
}
