using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>The whole server on a port of its own, the reference guide, and targets that are folders.</summary>
public sealed class LiveHouse : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();
    private ServerSettings _settings;
    private readonly TimeProvider _business;
    private readonly HttpClient _http;
    private WebApplication? _app;

    private LiveHouse(TempFolder folder, ServerSettings settings, TimeProvider business)
    {
        (_folder, _settings, _business) = (folder, settings, business);
        Address = new Uri($"http://127.0.0.1:{settings.Port}");
        _http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public string Repository => _repository.Path;

    public string DataFolder => _settings.DataFolder;

    public string FolderOf(string service, string target) => _folder.At(service, target);

    public string Token => File.ReadAllText(_folder.At("data", "token")).Trim();

    /// <summary>Listens, has the guide, and a repository with 1.0.0, 1.1.0 and 1.2.0.</summary>
    /// <param name="business">Business time; the system's when left out.</param>
    /// <param name="smtp">Port of a mail server; no mail when left out.</param>
    /// <param name="guided">Whether the guide is applied before anything else.</param>
    public static async Task<LiveHouse> Open(TimeProvider? business = null, bool guided = true, int smtp = 0)
    {
        var folder = new TempFolder();
        var settings = new ServerSettings(
            folder.At("data"), Place.FreePort(0), smtp == 0 ? "" : "127.0.0.1", smtp, "plimsoll@example.test", "", "");
        var house = new LiveHouse(folder, settings, business ?? TimeProvider.System);
        await house.Start();
        house._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", house.Token);
        foreach (var (version, subject) in ((string, string)[])[
            ("1.0.0", "Sell things"), ("1.1.0", "feat: keep baskets"), ("1.2.0", "feat: show discounts")])
        {
            house._repository.Commit(subject, "app.sh");
            house._repository.Git("tag", $"v{version}");
        }

        if (guided) await house.ApplyGuide();
        return house;
    }

    public async Task ApplyGuide()
    {
        var guide = Path.Combine(Root(), "guides", "octoacme-release-and-deployment.md");
        await Do("Grace", "guide/apply",
            new { file = Path.GetFileName(guide), content = await File.ReadAllBytesAsync(guide) });
    }

    /// <summary>Where commands go that no address exists for.</summary>
    public Desk Desk =>
        (_app ?? throw new InvalidOperationException("The server is not up."))
        .Services.GetRequiredService<Desk>();

    public IServiceProvider Services => (_app ?? throw new InvalidOperationException("The server is not up.")).Services;

    /// <summary>The server comes back with other settings.</summary>
    public async Task Restart(Func<ServerSettings, ServerSettings> change)
    {
        await Stop();
        _settings = change(_settings);
        await Start();
    }

    /// <summary>A page as a person gets it, with its status.</summary>
    public async Task<(int Status, string Html)> Get(string actor, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Plimsoll-As", actor);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A form as it comes over the wire, with what no browser would send.</summary>
    public async Task<(int Status, string Html)> Fill(string actor, string path, params (string, string)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Plimsoll-As", actor);
        request.Headers.Accept.ParseAdd("text/html");
        request.Content = new FormUrlEncodedContent(
            fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    public async Task Start()
    {
        _app = await PlimsollHost.Build(_settings, _business, CancellationToken.None);
        await _app.StartAsync();
    }

    /// <summary>The server goes away; its data stays.</summary>
    public async Task Stop()
    {
        if (_app is not { } app) return;
        _app = null;
        await app.StopAsync();
        await app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await app.DisposeAsync();
    }

    /// <summary>Describes a service and adopts 1.0.0 as what runs everywhere.</summary>
    /// <param name="rollback"><c>ask</c> or <c>automatic</c>.</param>
    /// <param name="metrics">Where production's metrics are read; empty for none.</param>
    /// <param name="check">One more check of production, its keys in braces.</param>
    public async Task Adopt(string service, string title, string rollback, string metrics = "", string check = "")
    {
        var text = SomeService.Yaml(service, title, rollback, _repository.Path, _folder.Path, metrics, check);
        await Do("Ben", "services/apply", new { file = "plimsoll.yaml", text });
        foreach (var target in (string[])["staging-1", "web-1", "web-2", "web-3"])
        {
            _folder.Write(Path.Combine(service, target, "releases", "1.0.0", "app.sh"), "");
            File.CreateSymbolicLink(_folder.At(service, target, "current"), "releases/1.0.0");
        }

        foreach (var environment in (string[])["staging", "production"])
            await Do("Grace", $"services/{service}/adopt", new { version = "1.0.0", environment });
    }

    /// <summary>From now on production's verification of 1.2.0 of a service says no.</summary>
    public void Break(string service) => _folder.Write($"{service}-is-broken", "");

    public void Repair(string service) => File.Delete(_folder.At($"{service}-is-broken"));

    /// <summary>From now on nothing can be put on a target: a file lies where its releases have to go.</summary>
    public void Block(string service, string target)
    {
        Directory.Delete(_folder.At(service, target, "releases"), recursive: true);
        _folder.Write(Path.Combine(service, target, "releases"), "in the way");
    }

    public async Task<JsonElement> Do(string actor, string path, object body)
    {
        var (status, text) = await Ask(actor, path, body);
        Assert.True(status is >= 200 and < 300, $"{path}: {status} {text}");
        return text == "" ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>What the API answers, also where it refuses.</summary>
    public async Task<(int Status, string Text)> Ask(string actor, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}");
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Plimsoll-As", actor);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<string> Text(string path) => _http.GetStringAsync(new Uri($"/api/v1/{path}", UriKind.Relative));

    /// <summary>Waits until a deployment has one of these states.</summary>
    public async Task<string> Until(string deployment, params string[] states)
    {
        var patience = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            using var answer = await _http.GetAsync($"/api/v1/deployments/{deployment}");
            var text = await answer.Content.ReadAsStringAsync();
            var state = answer.IsSuccessStatusCode
                ? JsonDocument.Parse(text).RootElement.GetProperty("summary").GetProperty("status").GetString()!
                : "not there";
            if (states.Contains(state)) return state;
            Assert.True(DateTime.UtcNow < patience, $"{deployment} is {state}: {text}");
            await Task.Delay(100);
        }
    }

    public async Task<string> Link() =>
        (await Do("Grace", "access/link", new { })).GetProperty("url").GetString()!;

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository is not above the tests.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Stop();
        _repository.Dispose();
        _folder.Dispose();
    }
}
