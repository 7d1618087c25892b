using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>People on other machines: through a real nginx that speaks TLS, under a path.</summary>
[Collection<Reached>]
public sealed partial class UnderAPath(Chromium chromium, ReachedHouse house)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Begun by a form, by another program, with a code of its own, or where a provider is set.
    private static readonly string[] NotByLinks =
        ["/ack/{page}/{who}/{token}", "/calendar/{token}.ics", "/first-admin/{code}", "/join/{code}", "/open/{code}", "/events", "/health",
            "/health/live", "/health/ready", "/metrics", "/deployments/{id}/lines", ProviderSignIn.BackPath, "/sign-in/with"];

    [Fact]
    public void A_provider_leads_back_under_the_path()
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        (http.Request.Scheme, http.Request.Host, http.Request.PathBase) = ("https", new("ship.example.test"), ReachedHouse.Prefix);
        Assert.Equal($"https://ship.example.test{ReachedHouse.Prefix}/sign-in/back", ProviderSignIn.BackTo(http));
    }

    [Fact]
    public async Task Every_page_is_reached_and_no_link_form_or_file_leads_outside_of_the_path()
    {
        using var visitor = await house.SignedIn();
        var (seen, wanted) = (new HashSet<string>(), new Queue<string>([$"{ReachedHouse.Prefix}/",
            $"{ReachedHouse.Prefix}/sign-in", $"{ReachedHouse.Prefix}/device", $"{ReachedHouse.Prefix}/settings",
            $"{ReachedHouse.Prefix}/nothing-here"]));
        while (wanted.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            using var answer = await visitor.GetAsync(path, Stop);
            Assert.True((int)answer.StatusCode is 200 or 302 || path.EndsWith("nothing-here"), $"{path} answers {answer.StatusCode}");
            if (answer.Headers.Location is { } location) wanted.Enqueue(Own(location.OriginalString, path));
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var html = await answer.Content.ReadAsStringAsync(Stop);
            if (path.EndsWith("/incidents/INC-1")) Assert.Contains("Checkout &quot; href=&quot;/x fails", html);
            foreach (Match found in Addresses().Matches(html))
            {
                var address = WebUtility.HtmlDecode(found.Groups[2].Value);
                if (address.StartsWith("https://plimsoll", StringComparison.Ordinal) || !address.StartsWith('/')) continue;
                address = Own(address, path);
                if (found.Groups[1].Value is not "action") wanted.Enqueue(address.Split('#')[0]);
            }
        }

        var visited = seen.Select(p => p.Split('?')[0]).ToList();
        Assert.All(Rights.All.Where(r => r.Method == "GET" && !r.Address.StartsWith("/api/") && !NotByLinks.Contains(r.Address)),
            row => Assert.Contains(visited, p => Like(row.Address).IsMatch(p)));
        TestContext.Current.SendDiagnosticMessage("under a path: {0} addresses, none outside", seen.Count);
    }

    [Fact]
    public async Task Cookies_go_over_TLS_only_and_stay_under_the_path()
    {
        var cookies = new CookieContainer();
        using var visitor = await house.SignedIn(cookies);

        var kept = cookies.GetAllCookies().ToList();
        Assert.Contains(kept, c => c.Name == "__Secure-plimsoll-session" && c.HttpOnly);
        Assert.Contains(kept, c => c.Name == "__Secure-plimsoll-form" && c.HttpOnly);
        Assert.All(kept, c => Assert.True(c.Secure && c.Path == ReachedHouse.Prefix, $"{c.Name} {c.Path}"));
        var headers = (await visitor.GetAsync("", Stop)).Headers;
        Assert.Equal("max-age=31536000", headers.GetValues("Strict-Transport-Security").Single());
        Assert.StartsWith("default-src 'self';", headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_person_signs_in_acts_by_forms_and_sees_news_as_they_happen()
    {
        await using var profile = await chromium.Profile(Look.Light, trusting: true);
        var page = await profile.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        await page.GotoAsync($"{house.Url}/incidents/INC-1");
        await page.GetByLabel("Email").FillAsync(ReachedHouse.Mail);
        await page.GetByLabel("Password").FillAsync(ReachedHouse.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{house.Url}/incidents/INC-1");

        // News come by server-sent events through the proxy, without a reload.
        await page.EvaluateAsync("window.mark = 'same page'");
        var answer = await house.House.Desk.Send(Core.Incidents.Incident.StreamOf("INC-1"),
            new Core.Incidents.NoteAction("The dam holds again", null), "system:test", Stop);
        Assert.IsType<Engine.Answer.Accepted>(answer);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The dam holds again");
        Assert.Equal("same page", await page.EvaluateAsync<string>("window.mark"));

        await page.GotoAsync($"{house.Url}/guide?show=check");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(
            Path.Combine(Plimsoll.Server.Tests.Cli.House.Root, "guides", "octoacme-release-and-deployment.md"));
        await page.Locator("form[aria-label='Check a guide'] button").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("octoacme");
        Assert.StartsWith(house.Url, page.Url);

        await page.GotoAsync($"{house.Url}/about");
        await page.Locator(".theme button[value=dark]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{house.Url}/about");
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page).ToHaveURLAsync($"{house.Url}/releases");
        await page.Locator("details.acting summary, .acting summary").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(SignInPage());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_link_of_a_message_acknowledges_from_any_phone()
    {
        var link = await house.Paged("p-link", "Ada");
        Assert.StartsWith($"{house.Url}/ack/p-link/Ada/", link);
        using var phone = house.Visitor();
        Assert.Contains("I have it", await phone.GetStringAsync(link, Stop));

        using var request = new HttpRequestMessage(HttpMethod.Post, link);
        request.Headers.Add("Origin", new Uri(house.Url).GetLeftPart(UriPartial.Authority));
        using var answer = await phone.SendAsync(request, Stop);

        Assert.Equal(new Uri(link).AbsolutePath, answer.Headers.Location?.OriginalString);
        Assert.Equal("Ada", house.House.Desk.World.Get<Page>(Page.StreamOf("p-link")).AcknowledgedBy);
    }

    [Fact]
    public async Task The_command_line_trusts_the_companys_authority_when_it_is_named()
    {
        var token = await house.Services.GetRequired<ApiKeys>().Make(
            house.Services.GetRequired<Roster>().ByMail(ReachedHouse.Mail)!.Id, "test", ApiKeys.ForPeople, [],
            Core.Access.Scope.Organisation, 90, Stop);
        using var shell = new Shell();
        var file = shell.File("token", token);
        var line = $"service list --server {house.Url} --token-file {file}";

        var stranger = await shell.Type(line, Stop);
        var trusting = await shell.Type($"{line} --ca-file {house.CaFile}", Stop);
        shell["PLIMSOLL_CA_FILE"] = house.CaFile;
        var byVariable = await shell.Type(line, Stop);

        Assert.Contains("is not trusted", stranger.Err);
        Assert.Contains("--ca-file", stranger.Err);
        Assert.Contains("shop", trusting.Out);
        Assert.Contains("shop", byVariable.Out);
    }

    [Fact]
    public async Task The_nodes_own_token_is_worth_nothing_from_elsewhere()
    {
        using var visitor = house.Visitor();
        visitor.DefaultRequestHeaders.Authorization = new("Bearer", house.House.Token);
        visitor.DefaultRequestHeaders.Add("Plimsoll-Break-Glass", "no reason");
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("api/v1/services", Stop)).StatusCode);
    }

    [Fact]
    public async Task An_invitation_names_the_address_people_use()
    {
        using var visitor = await house.SignedIn();
        var page = await visitor.GetStringAsync("settings/people", Stop);
        var answer = await ReachedHouse.Send(visitor, page, "settings/people/invite",
            ("name", "Bo"), ("mail", "bo@example.test"), ("role", ""), ("scope", "organisation"));
        Assert.Contains($"{house.Url}/join/", await answer.Content.ReadAsStringAsync(Stop));
    }

    private Regex SignInPage() => new($"^{Regex.Escape(house.Url)}/sign-in");

    private static string Own(string address, string on)
    {
        Assert.True(address.StartsWith(ReachedHouse.Prefix + "/", StringComparison.Ordinal), $"{address} on {on} leads outside");
        Assert.False(address.StartsWith($"{ReachedHouse.Prefix}{ReachedHouse.Prefix}/", StringComparison.Ordinal), $"{address} on {on}");
        return address;
    }

    private static Regex Like(string address) =>
        new("^" + ReachedHouse.Prefix + Regex.Replace(Regex.Escape(address), @"\\\{[^}]+}", "[^/]+") + "$");

    [GeneratedRegex("\\s(href|src|action|formaction|data-page|data-lines)=\"([^\"]*)\"")]
    private static partial Regex Addresses();
}
