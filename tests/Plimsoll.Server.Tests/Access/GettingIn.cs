using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Access;

public sealed class GettingIn
{
    [Fact]
    public async Task A_link_lets_one_browser_in_once()
    {
        await using var site = await TestSite.Start();
        var link = await site.Link();
        using var first = site.Stranger();
        using var second = site.Stranger();

        var opened = await first.GetAsync(link);
        var replayed = await second.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/about")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/about")).StatusCode);
        Assert.Contains("plimsoll open", await replayed.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_many_browsers_that_open_a_link_at_once_one_gets_in()
    {
        await using var site = await TestSite.Start();
        var link = await site.Link();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var browser = site.Stranger();
            return (await browser.GetAsync(link)).StatusCode;
        }));

        Assert.Equal(1, answers.Count(s => s == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_link_is_spent_after_ten_minutes()
    {
        await using var site = await TestSite.Start();
        var (early, late) = (await site.Link(), await site.Link());
        using var browser = site.Stranger();

        site.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(early)).StatusCode);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(late)).StatusCode);
    }

    [Fact]
    public async Task A_browser_that_looks_ahead_does_not_use_the_link_up()
    {
        await using var site = await TestSite.Start();
        var link = await site.Link();
        using var browser = site.Stranger();
        using var peek = new HttpRequestMessage(HttpMethod.Get, link);
        peek.Headers.Add("Sec-Purpose", "prefetch");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SendAsync(peek)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task A_session_survives_a_restart_and_ends_after_fourteen_days()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-site-").FullName;
        var first = await TestSite.Start(folder: folder);
        var id = new Sessions(new SessionFile(new AccessFolder(folder)), first.Clock).Begin("ada");
        await first.DisposeAsync();
        await using var second = await TestSite.Start(folder: folder);

        Assert.Equal(HttpStatusCode.OK, await Ask(second, id));
        Assert.DoesNotContain(id, File.ReadAllText(Path.Combine(folder, "sessions")));
        second.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(second, id));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_ended_session_is_worth_nothing()
    {
        await using var site = await TestSite.Start();
        var cookies = new CookieContainer();
        using var browser = await site.LetIn(cookies);
        var copy = cookies.GetCookies(site.Address).Single(c => c.Name.StartsWith("plimsoll-session")).Value;
        var form = new Dictionary<string, string> { ["formKey"] = await TestSite.FormKey(browser) };

        var ended = await browser.PostAsync("/me/end-session", new FormUrlEncodedContent(form));

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(site, copy));
    }

    [Fact]
    public async Task The_session_cookie_is_strict_and_hidden_from_scripts()
    {
        await using var site = await TestSite.Start();
        using var browser = site.Stranger();

        var opened = await browser.GetAsync(await site.Link());

        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"plimsoll-session-{site.Port}=", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("httponly", cookie);
    }

    [Fact]
    public async Task The_form_of_one_session_is_worth_nothing_in_another()
    {
        var reached = 0;
        await using var site = await TestSite.Start(app => app.MapPost("/change", () => Results.Text($"{++reached}")));
        using var mine = await site.LetIn();
        var theirs = new CookieContainer();
        using var other = await site.LetIn(theirs);
        var theirKey = await TestSite.FormKey(other);
        using var stolen = new HttpRequestMessage(HttpMethod.Post, "/change");
        stolen.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["formKey"] = theirKey });

        var answer = await mine.SendAsync(stolen);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, reached);
    }

    [Fact]
    public async Task Liveness_needs_no_token_and_everything_else_does()
    {
        await using var site = await TestSite.Start(app => app.MapGet("/secret", () => "secret"));
        using var stranger = site.Stranger();

        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/plimsoll.css")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/secret")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/not/there")).StatusCode);
    }

    private static async Task<HttpStatusCode> Ask(TestSite site, string id)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, "/about"));
        request.Headers.Add("Cookie", $"plimsoll-session-{site.Port}={id}");
        request.Headers.Accept.ParseAdd("text/html");
        return (await client.SendAsync(request)).StatusCode;
    }
}
