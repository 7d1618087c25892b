using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>The whole server with a clock that is moved; asked over HTTP and by its command line.</summary>
internal sealed class IncidentHouse : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly TempFolder _folder = new();
    private readonly TcpListener _hole = new(IPAddress.Loopback, 0);
    private readonly Shell _shell = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Before the first commit of the repository.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero));

    public TempRepository Repository { get; } = new();

    public Shell Shell => _shell;

    public IServiceProvider Services => _app.Services;

    public Desk Desk => Services.GetRequiredService<Desk>();

    /// <summary>The reference guide and a service, <c>storefront</c>; its mail server takes a call and says
    /// nothing.</summary>
    public static async Task<IncidentHouse> Open()
    {
        var house = new IncidentHouse();
        house._hole.Start();
        var settings = new ServerSettings(house._folder.At("data"), Place.FreePort(0), "127.0.0.1",
            ((IPEndPoint)house._hole.LocalEndpoint).Port, "plimsoll@example.test", "", "");
        house._app = await PlimsollHost.Build(settings, house.Clock, Stop);
        await house._app.StartAsync(Stop);
        var (address, token) = ($"http://127.0.0.1:{settings.Port}",
            (await File.ReadAllTextAsync(house._folder.At("data", "token"), Stop)).Trim());
        house._http = new HttpClient { BaseAddress = new Uri(address) };
        house._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Shell.DataFolder(Path.Combine(house._shell.Home, ".local/share/plimsoll"), address, token);
        var guide = Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");
        await house.Post("Grace", "guide/apply", new ApplyGuide(
            Path.GetFileName(guide), await File.ReadAllBytesAsync(guide, Stop)));
        await house.Describe("storefront");
        return house;
    }

    /// <summary>A file of the house, beside its services' folders.</summary>
    public string At(params string[] path) => _folder.At(path);

    public Task Describe(string service, string? repository = null) => Post(
        "Grace", "services/apply", new ApplyServices("plimsoll.yaml", SomeService.Yaml(
            service, "Storefront", "ask", repository ?? Repository.Path, _folder.Path)));

    public async Task<T> Get<T>(string path) =>
        (await _http.GetFromJsonAsync<T>($"/api/v1/{path}", Json, Stop))!;

    public Task<string> Page(string path) => _http.GetStringAsync(path, Stop);

    public Task<string> Text(string path) => _http.GetStringAsync($"/api/v1/{path}", Stop);

    /// <summary>Sends what must be accepted.</summary>
    public async Task<T> Post<T>(string actor, string path, object body, string key = "")
    {
        var (status, text) = await Send(actor, path, body, key);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {text}");
        return JsonSerializer.Deserialize<T>(text, Json)!;
    }

    public Task Post(string actor, string path, object body) => Post<JsonElement>(actor, path, body);

    /// <summary>Sends what must be refused; the status and the sentence.</summary>
    public async Task<(HttpStatusCode Status, string Sentence)> Refused(
        string actor, string path, object body, string key = "")
    {
        var (status, text) = await Send(actor, path, body, key);
        Assert.NotEqual(HttpStatusCode.OK, status);
        return (status, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!);
    }

    public Task<DeclaredView> Declare(
        string title = "Checkout fails", string service = "storefront", string key = "") =>
        Post<DeclaredView>("Ada", "incidents/declare", new DeclareBody(title, "high", service), key);

    /// <summary>Types a command that must succeed, under a name.</summary>
    public async Task<Said> Type(string actor, string line)
    {
        var said = await _shell.Type($"{line} --as {actor}", Stop);
        Assert.True(said.Code == 0, $"{line}: {said.Code} {said.Out} {said.Err}");
        return said;
    }

    private async Task<(HttpStatusCode, string)> Send(string actor, string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}");
        request.Content = JsonContent.Create(body, body.GetType());
        request.Headers.Add("Plimsoll-As", actor);
        if (key != "") request.Headers.Add("Idempotency-Key", $"\"{key}\"");
        using var answer = await _http.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _hole.Stop();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _shell.Dispose();
        Repository.Dispose();
        _folder.Dispose();
    }
}
