using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Mailsink;
using Microsoft.Playwright;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Outside;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>What the tour of failover finds: two hosts, a mail server, a bash in an empty folder, and Ada's browser.</summary>
internal sealed partial class HouseOfTheTour : IAsyncDisposable
{
    public const string Mail = "ada@example.test";
    public const string Password = "correct horse battery";
    private static readonly Look Tour = new("tour", 1000, 620, false);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Postgres = ["initdb", "pg_ctl", "pg_basebackup"];
    private readonly TourPage _page = new("tour-of-failover.md", "5441", "5442", "7441", "7442", "7443", "8443", "2525");
    private Sink _sink = null!;
    private OpenShell _shell = null!;

    public TwoHosts Hosts { get; } = new("1.1.0", "1.2.0");

    public IPage Browser { get; private set; } = null!;

    public bool IsOver => _page.IsOver;

    private string Folder => Hosts.Data("tour");

    private string Address => $"https://localhost:{_page.Port("8443")}";

    public static async Task<HouseOfTheTour> Open(Chromium chromium)
    {
        Nginx.MustBeThere();
        PostgresCluster.MustBeThere();
        var tour = new HouseOfTheTour();
        try
        {
            Directory.CreateDirectory(tour.Folder);
            tour._sink = await Sink.Start(tour.Hosts.Data("mails"), int.Parse(tour._page.Port("2525")), 0, CancellationToken.None);
            tour._shell = new OpenShell(tour.Folder, tour.Environment());
            var profile = await chromium.Profile(Tour, trusting: true);
            tour.Browser = await profile.NewPageAsync();
            return tour;
        }
        catch
        {
            await tour.DisposeAsync();
            throw;
        }
    }

    /// <summary>Types the next block of the page; what it says is printed has to be.</summary>
    public async Task<string> Next()
    {
        var (commands, files, prints) = _page.Next();
        foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(Folder, name), text);
        var said = await _shell.Type(commands);
        Assert.False(said.Contains(OpenShell.Failed, StringComparison.Ordinal), $"{commands}\n{said}\n{_shell.Logs()}");
        Assert.All(prints, line => Assert.True(
            said.Split('\n').Any(printed => TourPage.Says(line, printed)), $"'{line}' is not among what is printed:\n{said}\n{_shell.Logs()}"));
        return said;
    }

    /// <summary>The service, and releases that are ready to ship; names are still claimed.</summary>
    public async Task Introduce(params string[] versions)
    {
        await using var server = new ServerProcess(Path.Combine(Folder, "one"));
        await server.Find();
        await Hosts.Introduce(server);
        // What people do under names that nobody proved opens no gate once there are accounts, and Ada is alone.
        var text = $"{Hosts.ServiceFile()}\nenforcement: observe until {DateTime.UtcNow.AddDays(30):yyyy-MM-dd}\n";
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", text), "Ada");
        foreach (var version in versions) await Killing.Releases.Ready(server, version);
    }

    /// <summary>Ada signs in, and allows the terminal that shows a code to act for her.</summary>
    public async Task SignsIn()
    {
        await _shell.Until(said => Code().IsMatch(said));
        var code = Code().Match(_shell.Said).Groups[1].Value;
        await Browser.GotoAsync($"{Address}/device");
        await Browser.GetByLabel("Email").FillAsync(Mail);
        await Browser.GetByLabel("Password").FillAsync(Password);
        await Browser.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Browser.FillAsync("#code", code);
        await Browser.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Browser.GetByRole(AriaRole.Button, new() { Name = "Sign it in" }).ClickAsync();
    }

    /// <summary>Loads a page until its live events come from one of the servers.</summary>
    public async Task LooksAt(string path, string fedBy)
    {
        for (var tries = 0; ; tries++)
        {
            Assert.True(tries < 30, $"No stream of events comes from {fedBy}.");
            var events = Browser.WaitForResponseAsync(answer => answer.Url.Contains("/events", StringComparison.Ordinal));
            await Browser.GotoAsync(Address + path);
            var by = await (await events).HeaderValueAsync("x-answered-by");
            if (by?.EndsWith($":{_page.Port(fedBy)}", StringComparison.Ordinal) == true) return;
            // A page asks for as many files each time, and requests go round: one more lets its stream come from the next server.
            await Browser.Context.APIRequest.GetAsync($"{Address}/health/live");
        }
    }

    /// <summary>A program that acts for Ada, through nginx.</summary>
    public HttpClient Program()
    {
        var own = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(Folder, "cert.pem"))).GetCertHashString();
        var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == own },
        }) { BaseAddress = new Uri($"{Address}/api/v1/") };
        var kept = Directory.GetFiles(Folder, "https_localhost_*", SearchOption.AllDirectories).Single();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(kept).Trim());
        return http;
    }

    public static string AnsweredBy(HttpResponseMessage answer) => answer.Headers.GetValues("X-Answered-By").Single();

    public async Task IsMailed(string whom, string about)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!new MailFolder(Hosts.Data("mails")).Newest().Any(each => each.Mail.To.ToString().Contains(whom, StringComparison.Ordinal)
            && (each.Mail.Subject ?? "").Contains(about, StringComparison.Ordinal)))
            await Task.Delay(50, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is { } browser) await browser.Context.DisposeAsync();
        if (_shell is not null) await _shell.DisposeAsync();
        if (_sink is not null) await _sink.DisposeAsync();
        Hosts.Dispose();
    }

    // Programs as an installation has them.
    private Dictionary<string, string> Environment()
    {
        var bin = Hosts.Data("bin");
        Drill.Program(Path.Combine(bin, "plimsoll-server"), $"#!/bin/sh\nexec dotnet {ServerProcess.Program} \"$@\"");
        var plimsoll = System.Environment.GetEnvironmentVariable("PLIMSOLL_PROGRAM") ?? "";
        Drill.Program(Path.Combine(bin, "plimsoll"), $"#!/bin/sh\nexec {(plimsoll == "" ? $"dotnet {Path.Combine(AppContext.BaseDirectory, "plimsoll.dll")}" : plimsoll)} \"$@\"");
        PostgresCluster.HandOver(Folder);
        foreach (var program in Postgres)
            Drill.Program(Path.Combine(bin, program), $"#!/bin/sh\nexec {string.Join(' ', PostgresCluster.Postgres(program))} \"$@\"");
        return new(Hosts.Environment)
        {
            ["PATH"] = $"{bin}:{System.Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = Folder, ["DOTNET_TieredPGO"] = "0",
            ["USER"] = "ada",
        };
    }

    [GeneratedRegex("type: ([A-Z0-9-]+)")]
    private static partial Regex Code();
}
