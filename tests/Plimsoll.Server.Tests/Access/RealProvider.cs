using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Access;

/// <summary>An OpenID provider as a process of its own (npm oidc-provider); what it asked and signed is the real thing.</summary>
public sealed class RealProvider : IAsyncDisposable
{
    public const string ClientId = "plimsoll";
    public const string Secret = "only-the-tests-know-it";
    private static readonly string Folder = Path.Combine(House.Root, "artifacts", "oidc-provider");
    private readonly Process _process;
    private readonly HttpClient _control;

    private RealProvider(Process process, string issuer)
    {
        (_process, Issuer) = (process, issuer);
        _control = new HttpClient { BaseAddress = new Uri(issuer) };
    }

    /// <summary>On <c>localhost</c>, where the house is on 127.0.0.1: to a browser they are two sites.</summary>
    public string Issuer { get; }

    /// <summary>Skips the test by the component's name where it is missing.</summary>
    public static void MustBeThere() => Assert.SkipUnless(
        Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")),
        "npm oidc-provider is missing: ./test installs it into artifacts/oidc-provider");

    public static async Task<RealProvider> Start(string back, string secret = Secret)
    {
        var script = Path.Combine(House.Root, "tests", "Plimsoll.Server.Tests", "Access", "provider", "provider.mjs");
        var start = new ProcessStartInfo("node", ["--input-type=module", "-e", await File.ReadAllTextAsync(script)])
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["CLIENT"] = JsonSerializer.Serialize(new[] { ClientId, secret, back });
        var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.True(line?.StartsWith("ready ", StringComparison.Ordinal), line is null ? await said : line);
        return new RealProvider(process, line![6..]);
    }

    /// <summary>Everybody it knows, by login.</summary>
    public Task People(params (string Login, object Claims)[] people) =>
        Tell("accounts", people.ToDictionary(p => p.Login, p => p.Claims));

    public Task People(string login, string mail, params string[] groups) => People((login, Somebody(mail, groups)));

    public static object Somebody(string mail, params string[] groups) =>
        new { email = mail, email_verified = true, name = "Ada Lovelace", groups };

    /// <summary>The next token it signs is this one instead.</summary>
    /// <param name="own">False: signed by somebody else, under the provider's key id.</param>
    public Task Forge(object claims, string alg = "RS256", bool own = true) => Tell("forge", new { claims, alg, own });

    public Task Rotate(string kid) => Tell("rotate", new { kid });

    /// <summary>How often it was asked for its documents.</summary>
    public async Task<int> Asked() => (await Tell("nothing", new { })).GetProperty("documents").GetInt32();

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await Stop();
        _process.Dispose();
    }

    /// <summary>It is away from here on.</summary>
    public async Task Stop()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    private async Task<JsonElement> Tell(string what, object body) =>
        await (await _control.PostAsJsonAsync($"/test/{what}", body)).Content.ReadFromJsonAsync<JsonElement>();
}
