using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Access;
using Plimsoll.Server.Site;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Site;

/// <summary>The real front of the server on a real port, with whatever pages a test maps behind it.</summary>
public sealed partial class TestSite : IAsyncDisposable
{
    public static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 14, 36, 0, TimeSpan.Zero);
    private readonly WebApplication _app;
    private readonly bool _keepFolder;

    private TestSite(WebApplication app, string folder, FakeTimeProvider clock, bool keepFolder) =>
        (_app, Folder, Clock, _keepFolder) = (app, folder, clock, keepFolder);

    public string Folder { get; }

    public FakeTimeProvider Clock { get; }

    public Uri Address => new(_app.Urls.First(u => u.Contains("127.0.0.1", StringComparison.Ordinal)));

    public string Token => File.ReadAllText(Path.Combine(Folder, "token")).Trim();

    public static async Task<TestSite> Start(
        Action<WebApplication>? map = null,
        HouseSource? house = null,
        string? folder = null,
        FakeTimeProvider? clock = null)
    {
        var keep = folder is not null;
        folder ??= Directory.CreateTempSubdirectory("plimsoll-site-").FullName;
        clock ??= new FakeTimeProvider(Tuesday);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.ListenOnLoopback(0);
        builder.Services.AddAccess(folder, clock);
        builder.Services.AddSite(house ?? (_ => House.Empty(clock.GetUtcNow())));
        var app = builder.Build();
        app.MapSite();
        app.MapAccess();
        map?.Invoke(app);
        await app.StartAsync();
        return new TestSite(app, folder, clock, keep);
    }

    /// <summary>A program that shows the token.</summary>
    public HttpClient Program()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    /// <summary>A browser's network side: cookies kept, redirects not followed, HTML asked for.</summary>
    public HttpClient Stranger(CookieContainer? cookies = null)
    {
        var handler = new HttpClientHandler { CookieContainer = cookies ?? new(), AllowAutoRedirect = false };
        var client = new HttpClient(handler) { BaseAddress = Address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    public async Task<string> Link()
    {
        using var program = Program();
        using var answer = await program.PostAsync("/api/v1/access/link", null);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("url").GetString()!;
    }

    /// <summary>A browser that was let in by a link.</summary>
    public async Task<HttpClient> LetIn(CookieContainer? cookies = null)
    {
        var client = Stranger(cookies);
        (await client.GetAsync(await Link())).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>The antiforgery key of the forms on a page.</summary>
    public static async Task<string> FormKey(HttpClient browser, string page = "/about") =>
        FormKeyField().Match(await browser.GetStringAsync(page)).Groups[1].Value;

    public string Port => Address.Port.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (!_keepFolder)
            TempFolder.Remove(Folder);
    }

    [GeneratedRegex("name=\"formKey\" value=\"([^\"]+)\"")]
    private static partial Regex FormKeyField();
}
