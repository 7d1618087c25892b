using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Mailsink;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.OnCall;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>The whole server, a shell at it, a mail server and a webhook's receiver; one service of folders.</summary>
internal sealed class VaultHouse : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();
    private readonly HttpClient _http = new();
    private Sink _sink = null!;
    private WebApplication? _app;
    private ServerSettings _settings = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Shell Shell { get; } = new();

    public WebhookReceiver Receiver { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public Desk Desk => Services.GetRequiredService<Desk>();

    public string Target => _folder.At("targets", "staging-1");

    public static async Task<VaultHouse> Open()
    {
        var house = new VaultHouse();
        house._repository.Commit("feat: sell things", "app.sh");
        house._repository.Git("tag", "v1.1.0");
        house._sink = await Sink.Start(house._folder.At("mails"), 0, 0, Stop);
        house.Receiver = await WebhookReceiver.Start(Stop);
        house._settings = new ServerSettings(house._folder.At("data"), Place.FreePort(0), "127.0.0.1",
            house._sink.SmtpPort, "plimsoll@example.test", "", "");
        await house.Start();
        house.Receiver.Secret = (await File.ReadAllTextAsync(house._folder.At("data", "webhook-secret"), Stop)).Trim();
        var guide = Path.Combine(House.Root, "guides", "octoacme-release-and-deployment.md");
        await house.Post("guide/apply", new ApplyGuide(
            Path.GetFileName(guide), await File.ReadAllBytesAsync(guide, Stop)));
        return house;
    }

    public async Task Start()
    {
        _app = await PlimsollHost.Build(_settings, TimeProvider.System, Stop);
        await _app.StartAsync(Stop);
        var (address, token) = ($"http://127.0.0.1:{_settings.Port}",
            (await File.ReadAllTextAsync(_folder.At("data", "token"), Stop)).Trim());
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Shell.DataFolder(Path.Combine(Shell.Home, ".local/share/plimsoll"), address, token);
    }

    public async Task End()
    {
        if (_app is not { } app) return;
        _app = null;
        await app.StopAsync(CancellationToken.None);
        await app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await app.DisposeAsync();
    }

    /// <summary>Describes the service <c>shop</c>.</summary>
    /// <param name="variables">As YAML, on one line.</param>
    /// <param name="before">The line run on the new release before it is switched to.</param>
    public Task Describe(string variables, string before = "true", string smoke = "true") => Post(
        "services/apply", new ApplyServices("plimsoll.yaml", Yaml(variables, before, smoke)));

    public string Yaml(string variables, string before = "true", string smoke = "true") =>
        $$"""
        name: shop
        repository: {{_repository.Path}}
        main-line: main
        tag-pattern: v{version}
        people: { Release Manager: [Grace], Developers: [Ben] }
        artifact: { file: app.sh }
        variables: {{variables}}
        environments:
          - name: staging
            hooks: { before: {{JsonSerializer.Serialize(before)}} }
            targets: [{ name: staging-1, folder: {{Target}} }]
          - name: production
            targets: [{ name: web-1, folder: {{_folder.At("targets", "web-1")}} }]
        smoke: [{ command: {{JsonSerializer.Serialize(smoke)}}, name: smoke }]
        contacts: [{ person: Ada, mail: ada@example.test, webhook: "{{Receiver.Url}}" }]
        """;

    public Task Release() => Post("releases/create", new CreateReleaseBody("shop", "1.1.0", "minor", "", ""));

    /// <summary>Puts 1.1.0 on staging and waits for the end.</summary>
    public async Task<Deployment> Deploy(string id)
    {
        var answer = await Desk.Send(Lane.StreamOf("shop", "staging"),
            new QueueDeployment(id, "shop", "staging", "1.1.0", "", "a test"), "Grace", Stop);
        Assert.IsType<Answer.Accepted>(answer);
        await PagedHouse.Until(() => Run(id).HasEnded, $"{id} ends");
        return Run(id);
    }

    public Deployment Run(string id) => Desk.World.Get<Deployment>(Deployment.StreamOf(id));

    public async Task<(int Status, string Text)> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{_settings.Port}/{path}");
        request.Headers.Add("Plimsoll-As", "Grace");
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType());
        using var answer = await _http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task<string> Get(string path)
    {
        var (status, text) = await Send(HttpMethod.Get, $"api/v1/{path}");
        Assert.True(status == 200, $"{path}: {status} {text}");
        return text;
    }

    public async Task Post(string path, object body)
    {
        var (status, text) = await Send(HttpMethod.Post, $"api/v1/{path}", body);
        Assert.True(status == 200, $"{path}: {status} {text}");
    }

    public async Task PostOnce(string path, object body, string key)
    {
        var (status, text) = await SendOnce(path, body, key);
        Assert.True(status == 200, $"{path}: {status} {text}");
    }

    public async Task<(int Status, string Text)> SendOnce(string path, object body, string key)
    {
        _http.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{key}\"");
        var answer = await Send(HttpMethod.Post, $"api/v1/{path}", body);
        _http.DefaultRequestHeaders.Remove("Idempotency-Key");
        return answer;
    }

    public Task Set(string name, string value, string service = "shop") =>
        Post("secrets/set", new SetSecretBody(name, service, "", value, ""));

    public async Task<Said> Type(string line, string input = "")
    {
        Shell.Input = input;
        return await Shell.Type($"{line} --as Grace", Stop);
    }

    /// <summary>What mails say once they are decoded, heads and calendars included.</summary>
    public string Mails() => string.Concat(
        from each in new MailFolder(_folder.At("mails")).Newest()
        from part in each.Mail.BodyParts.OfType<MimeKit.TextPart>()
        select $"{each.Mail.Subject}\n{string.Join('\n', each.Mail.Headers.Select(h => h.Value))}\n{part.Text}\n");

    /// <summary>Raw output goes once its end is on record; then the text is in no file of the data folder.</summary>
    public Task NowhereInTheData(string text) =>
        PagedHouse.Until(() => !DataHolds(text), "the value is nowhere in the data folder");

    private bool DataHolds(string text) => Directory
        .EnumerateFiles(_folder.At("data"), "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Any(file => System.Text.Encoding.Latin1.GetString(Bytes(file)).Contains(text, StringComparison.Ordinal));

    private static byte[] Bytes(string file)
    {
        try
        {
            using var from = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            from.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        await _sink.DisposeAsync();
        await Receiver.DisposeAsync();
        _http.Dispose();
        Shell.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }
}
