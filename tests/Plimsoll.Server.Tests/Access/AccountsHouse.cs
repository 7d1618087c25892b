using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Repositories;
using Person = Plimsoll.Server.Journal.Person;

namespace Plimsoll.Server.Tests.Access;

/// <summary>The whole server, with people who sign in; time stands still until a test moves it.</summary>
public sealed partial class AccountsHouse : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, HttpClient> _browsers = [];
    private WebApplication? _running;
    private ServerSettings _settings = null!;

    public FakeTimeProvider Clock { get; private init; } = new(new DateTimeOffset(2026, 11, 24, 14, 36, 0, TimeSpan.Zero));

    public Uri Address { get; private set; } = null!;

    public string DataFolder => _folder.At("data");

    public string NodeToken => File.ReadAllText(_folder.At("data", "token")).Trim();

    public IServiceProvider Services => (_running ?? throw new InvalidOperationException("The server is not up.")).Services;

    public Desk Desk => Services.GetRequiredService<Desk>();

    public Roster Roster => Services.GetRequiredService<Roster>();

    public IEnumerable<RouteEndpoint> Endpoints =>
        Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Names are still claimed.</summary>
    public static async Task<AccountsHouse> Claimed(string mailHost = "", int mailPort = 25, FakeTimeProvider? clock = null)
    {
        var house = clock is null ? new AccountsHouse() : new AccountsHouse { Clock = clock };
        house._settings = new ServerSettings(
            house._folder.At("data"), Place.FreePort(0), mailHost, mailPort, "plimsoll@example.test", "", "");
        house.Address = new Uri($"http://127.0.0.1:{house._settings.Port}");
        await house.Start();
        return house;
    }

    /// <summary>Ends, and starts again on the same data folder.</summary>
    public Task Restart() => Restart(settings => settings);

    /// <summary>The server comes back with other settings; where they are refused, it stays away.</summary>
    public async Task Restart(Func<ServerSettings, ServerSettings> change)
    {
        await Stop();
        var before = _settings;
        _settings = change(before);
        try
        {
            await Start();
        }
        catch (SettingsInvalid)
        {
            _settings = before;
            throw;
        }
    }

    private async Task Start()
    {
        var app = await PlimsollHost.Build(_settings, Clock, CancellationToken.None, Clock);
        _running = app;
        await app.StartAsync();
    }

    private async Task Stop()
    {
        if (_running is not { } app) return;
        _running = null;
        await app.StopAsync();
        await app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await app.DisposeAsync();
    }

    /// <summary>Root is administrator and signed in.</summary>
    public static async Task<AccountsHouse> Open(string mailHost = "", int mailPort = 25, FakeTimeProvider? clock = null)
    {
        var house = await Claimed(mailHost, mailPort, clock);
        house._browsers["Root"] = house.Stranger();
        var link = await house.FirstLink();
        var joined = await Fill(house._browsers["Root"], link, link,
            ("name", "Root"), ("email", MailOf("Root")), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        return house;
    }

    public static string MailOf(string name) => $"{name.ToLowerInvariant()}@example.test";

    public string IdOf(string name) => Roster.ByMail(MailOf(name))?.Id ?? "";

    public async Task<string> FirstLink()
    {
        using var node = Program(NodeToken);
        return new Uri((await Json(await node.PostAsync("/api/v1/access/first-admin", null))).GetProperty("url").GetString()!)
            .PathAndQuery;
    }

    /// <summary>Invited by Root, joined, and given a role; signed in from then on.</summary>
    public async Task<HttpClient> Join(string name, string role = "", string scope = "organisation")
    {
        var link = await Invite(name, role, scope);
        var browser = _browsers[name] = Stranger();
        var joined = await Fill(browser, link, link, ("email", MailOf(name)), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        return browser;
    }

    /// <summary>Somebody who joined and holds one role at one place, without a browser; their id.</summary>
    public async Task<string> Enrol(string name, string mail, string role, string scope = "organisation")
    {
        var (id, root) = (Ids.Person(), IdOf("Root"));
        await Roster.Save(new Person(id, name, mail), CancellationToken.None);
        foreach (var (command, by) in ((AccessCommand, string)[])
            [(new InvitePerson(id), root), (new GrantRole(id, role, scope), root), (new JoinOrganisation(), id)])
            Assert.IsType<Answer.Accepted>(await Desk.Send(Organisation.Stream, command, by, CancellationToken.None));
        return id;
    }

    /// <summary>The link of an invitation that no mail took.</summary>
    public async Task<string> Invite(string name, string role = "", string scope = "organisation")
    {
        var page = await Submit("Root", "/settings/people", "/settings/people/invite",
            ("name", name), ("mail", MailOf(name)), ("role", role), ("scope", scope));
        var html = await page.Content.ReadAsStringAsync();
        Assert.True(page.IsSuccessStatusCode, html);
        return Link().Match(html).Groups[1].Value;
    }

    public async Task Give(string name, string role, string scope = "organisation")
    {
        var answer = await Submit("Root", "/settings/people", $"/settings/people/{IdOf(name)[2..]}/grant-role",
            ("role", role), ("scope", scope));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(Roster.Organisation.Find(IdOf(name))!.Grants.Any(g => g.Scope.Value == scope));
    }

    /// <summary>What is on record of everybody who may act here.</summary>
    public async Task<IReadOnlyList<Core.Kernel.Fact>> FactsOfPeople() =>
        [.. (await Services.GetRequiredService<IJournal>().Read(0, CancellationToken.None).ToListAsync())
            .Where(f => f.Stream == Organisation.Stream).Select(EventNames.OfCore.Read)];

    public HttpClient Browser(string name) => _browsers[name];

    /// <summary>A browser's network side: cookies kept, redirects not followed.</summary>
    public HttpClient Stranger(CookieContainer? cookies = null)
    {
        var handler = new HttpClientHandler { CookieContainer = cookies ?? new(), AllowAutoRedirect = false };
        var client = new HttpClient(handler) { BaseAddress = Address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        client.DefaultRequestHeaders.UserAgent.ParseAdd("TestBrowser/1.0");
        return client;
    }

    public HttpClient Program(string token)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A token that its person's command line would have after signing in.</summary>
    public Task<string> SignedInToken(string name) => Services.GetRequiredService<ApiKeys>().Make(
        IdOf(name), "plimsoll on test", ApiKeys.ForPeople, [], Scope.Organisation, 90, CancellationToken.None);

    /// <summary>How the API describes itself.</summary>
    public async Task<JsonNode> ApiDocument()
    {
        using var root = Program(await SignedInToken("Root"));
        return JsonNode.Parse(await root.GetStringAsync("/api/v1/openapi.json"))!;
    }

    public async Task<HttpResponseMessage> SignIn(HttpClient browser, string mail, string password, string to = "/") =>
        await Fill(browser, "/sign-in", "/sign-in", ("email", mail), ("password", password), ("to", to));

    public Task<HttpResponseMessage> Submit(
        string name, string page, string action, params (string, string)[] fields) =>
        Fill(Browser(name), page, action, fields);

    /// <summary>Loads a page, and sends a form with the key found on it.</summary>
    public static async Task<HttpResponseMessage> Fill(
        HttpClient browser, string page, string action, params (string, string)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        var key = FormKeyOf(html);
        return await browser.PostAsync(action, new FormUrlEncodedContent(
            fields.Append(("formKey", key)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))));
    }

    public static string FormKeyOf(string html) => FormKey().Match(html).Groups[1].Value;

    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<string> CodeOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()!;

    public Task<HttpResponseMessage> Post(HttpClient client, string path, object body) =>
        client.PostAsJsonAsync($"/api/v1/{path}", body);

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values) browser.Dispose();
        await Stop();
        _folder.Dispose();
    }

    [GeneratedRegex("name=\"formKey\" value=\"([^\"]+)\"")]
    private static partial Regex FormKey();

    [GeneratedRegex("(/join/[A-Za-z0-9_-]+)")]
    private static partial Regex Link();
}
