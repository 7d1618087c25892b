using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Tests.Site;

/// <summary>What every answer of the site keeps to: headers, files, words for failures.</summary>
public sealed partial class Serving
{
    [Fact]
    public void Styles_and_script_together_stay_under_fifteen_kilobytes_compressed()
    {
        string[] files = ["tokens.css", "plimsoll.css", "plimsoll.js"];

        Assert.InRange(files.Sum(f => SiteFiles.Of(f).Gzip.Length), 1, 15 * 1024);
        Assert.All(files, f => Assert.True(SiteFiles.Of(f).Brotli.Length < SiteFiles.Of(f).Gzip.Length));
    }

    [Fact]
    public void Every_icon_a_page_uses_is_in_the_sprite()
    {
        var sprite = System.Text.Encoding.UTF8.GetString(SiteFiles.Of("icons.svg").Bytes);
        var marks = Enum.GetValues<Mark>().Select(Sign.IconOf);
        var entries = Entries.Of(House.Empty(TestSite.Tuesday)).Select(e => e.Icon);
        var used = Source("src/Plimsoll.Server/Site", "*.razor")
            .SelectMany(text => UsedIcon().Matches(text)).Select(m => m.Groups[1].Value);

        Assert.All([.. marks, .. entries, .. used], icon => Assert.Contains($"id=\"i-{icon}\"", sprite));
    }

    [Fact]
    public async Task A_file_of_the_site_is_kept_for_ever_under_its_hash_and_asked_about_without()
    {
        await using var site = await TestSite.Start();
        using var stranger = site.Stranger();

        var hashed = await stranger.GetAsync(SiteFiles.Of("plimsoll.css").Url);
        var plain = await stranger.GetAsync("/plimsoll.css");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/plimsoll.css");
        again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);

        Assert.Equal("public, max-age=31536000, immutable", hashed.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no-cache", plain.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("text/css; charset=utf-8", plain.Content.Headers.ContentType?.ToString());
        Assert.Equal(SiteFiles.Of("plimsoll.css").Bytes, await plain.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, (await stranger.SendAsync(again)).StatusCode);
    }

    [Theory]
    [InlineData("/about", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/broken", 500)]
    [InlineData("/plimsoll.css", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/open/forged", 401)]
    public async Task Every_answer_carries_the_security_headers(string path, int status)
    {
        await using var site = await TestSite.Start(Broken);
        using var browser = await site.LetIn();

        var answer = await browser.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith("default-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_bug_becomes_a_page_with_a_trace_and_no_inner_words()
    {
        await using var site = await TestSite.Start(Broken);
        using var browser = await site.LetIn();

        var page = await (await browser.GetAsync("/broken")).Content.ReadAsStringAsync();

        Assert.Contains("Plimsoll made a mistake", page);
        Assert.Contains("Trace <code>", page);
        Assert.DoesNotContain("kaboom", page);
        Assert.DoesNotContain("System.", page);
    }

    [Fact]
    public async Task A_program_reads_a_problem_document()
    {
        await using var site = await TestSite.Start(Broken);
        using var program = site.Program();

        var missing = await program.GetAsync("/api/v1/nothing");
        var wrong = await program.GetAsync("/api/v1/access/link");
        var broken = await program.GetAsync("/broken");

        Assert.Equal((404, "page.unknown"), await Problem(missing));
        Assert.Equal((405, "method.unknown"), await Problem(wrong));
        Assert.Equal((500, "server.failed"), await Problem(broken));
    }

    [Fact]
    public async Task A_page_that_moves_loads_itself_again_where_no_script_runs_until_the_reader_stops_it()
    {
        var moving = SomeViews.Deployments with { Moves = true };
        await using var site = await TestSite.Start(app => app.MapGet(
            "/deployments", (HttpContext http) => http.Page<DeploymentsPage, DeploymentsView>(moving)));
        using var browser = await site.LetIn();

        var page = await browser.GetStringAsync("/deployments?service=a%26b");
        var still = await browser.GetStringAsync("/deployments?service=a%26b&refresh=off");

        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"30\"", page);
        Assert.Contains("href=\"/deployments?service=a%26b&amp;refresh=off\"", page);
        Assert.DoesNotContain("http-equiv=\"refresh\"", still);
        Assert.Contains("href=\"/deployments?service=a%26b\"", still);
    }

    [Fact]
    public async Task Pages_hold_no_inline_style_and_no_inline_script()
    {
        await using var site = await TestSite.Start(app =>
        {
            app.MapGet("/", (HttpContext http) => http.Page<OverviewPage, OverviewView>(SomeViews.Overview));
            app.MapGet("/r", (HttpContext http) => http.Page<ReleasePage, ReleaseView>(SomeViews.Release));
            app.MapGet("/d", (HttpContext http) => http.Page<DeploymentPage, DeploymentView>(SomeViews.Deployment));
            app.MapGet("/o", (HttpContext http) => http.Page<OutboxPage, OutboxView>(SomeViews.Outbox));
        });
        using var browser = await site.LetIn();

        foreach (var path in new[] { "/", "/r", "/d", "/o", "/about", "/nothing" })
        {
            var page = await (await browser.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotMatch("""<[^>]+\s(style|on[a-z]+)=""", page);
            Assert.DoesNotMatch("<style|<script(?! src=\"/plimsoll.js)", page);
            Assert.Equal(Post().Count(page), FormKey().Count(page));
            Assert.Single(Heading().Matches(page));
        }
    }

    private static void Broken(WebApplication app) =>
        app.MapGet("/broken", IResult () => throw new InvalidOperationException("kaboom"));

    private static async Task<(int, string?)> Problem(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        Assert.Equal((int)answer.StatusCode, json.RootElement.GetProperty("status").GetInt32());
        return ((int)answer.StatusCode, json.RootElement.GetProperty("code").GetString());
    }

    private static IEnumerable<string> Source(string folder, string pattern)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Plimsoll.slnx")))
            root = root.Parent;
        var files = Directory.GetFiles(Path.Combine(root!.FullName, folder), pattern, SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files.Select(File.ReadAllText);
    }

    [GeneratedRegex("Icon(?:\\.Of|\\.Url)?(?:\\(|Name=)\"([a-z]+)\"")]
    private static partial Regex UsedIcon();

    [GeneratedRegex("<form[^>]* method=\"post\"")]
    private static partial Regex Post();

    [GeneratedRegex("name=\"formKey\"")]
    private static partial Regex FormKey();

    [GeneratedRegex("<h1>")]
    private static partial Regex Heading();
}
