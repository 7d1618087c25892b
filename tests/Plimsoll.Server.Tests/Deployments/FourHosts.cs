using Microsoft.Playwright;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A server, four real hosts its production is on, a terminal, and a browser.</summary>
internal sealed class FourHosts : IAsyncDisposable
{
    private static readonly string[] Targets = ["web-1", "web-2", "web-3", "web-4"];
    private readonly TempFolder _folder = new();
    private readonly Shell _shell = new();
    private readonly SshServer[] _hosts = [.. Targets.Select(_ => new SshServer())];
    private readonly List<string> _typed = [];
    private LiveBrowser _browser = null!;

    public LiveHouse House { get; private set; } = null!;

    /// <summary>Every command so far, as the page of the handbook writes it.</summary>
    public IReadOnlyList<string> Typed => _typed;

    /// <param name="begins">Where business time stands.</param>
    /// <param name="prometheus">Which Prometheus is asked about the release.</param>
    public static async Task<FourHosts> Open(Chromium chromium, DateTimeOffset begins, string prometheus)
    {
        var tour = new FourHosts();
        tour.Passes(begins - DateTimeOffset.UtcNow);
        tour.House = await LiveHouse.Open(new MovedClock(tour.ClockFile));
        await tour.House.Restart(settings => settings with
        {
            Ssh = new SshSettings("", [.. tour._hosts.Select(host => host.At("mine"))], ""),
        });
        Shell.DataFolder(Path.Combine(tour._shell.Home, ".local/share/plimsoll"), $"{tour.House.Address}", tour.House.Token);
        tour.Prepare();
        await tour.House.Adopt("shop", "Shop", "ask");
        await tour.House.Do("Ben", "services/apply", new { file = "plimsoll.yaml", text = tour.Described(prometheus) });
        tour._browser = await LiveBrowser.Of(chromium, tour.House, "Grace");
        await tour._browser.Page.SetViewportSizeAsync(1200, 900);
        return tour;
    }

    /// <summary>Business time is ahead of the machine's by so much.</summary>
    public void Passes(TimeSpan ahead) => File.WriteAllText(ClockFile, $"{(long)ahead.TotalSeconds}");

    /// <summary>From now on nothing starts on a target.</summary>
    public void Break(string target) => File.WriteAllText(_folder.At("hosts", $"{target}-is-broken"), "");

    /// <summary>What a target runs: the release its link leads to.</summary>
    public string Runs(string target) => new DirectoryInfo(_folder.At("hosts", target, "current")).LinkTarget ?? "nothing";

    public async Task<string> Type(string who, string line, int code = 0)
    {
        _typed.Add($"plimsoll {line}");
        var said = await _shell.Type($"{line} --as {who}", TestContext.Current.CancellationToken);
        Assert.True(said.Code == code, $"{line}: {said.Code} {said.Out} {said.Err}");
        return said.Out + said.Err;
    }

    /// <summary>What a page shows; kept for the handbook when somebody approves it.</summary>
    public async Task Picture(string path, string shows, string name, int height)
    {
        var page = _browser.Page;
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(shows);
        var picture = await page.ScreenshotAsync(new() { Clip = new Clip { Width = 1200, Height = height } });
        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1")
            await File.WriteAllBytesAsync(Path.Combine(LiveHouse.Root(), "docs", "images", name + ".png"), picture);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await House.DisposeAsync();
        foreach (var host in _hosts) host.Dispose();
        _shell.Dispose();
        _folder.Dispose();
    }

    private string ClockFile => _folder.At("clock");

    /// <summary>1.0.0 was put on every host before Plimsoll came.</summary>
    private void Prepare()
    {
        foreach (var target in Targets)
        {
            Directory.CreateDirectory(_folder.At("hosts", target, "releases", "1.0.0"));
            File.CreateSymbolicLink(_folder.At("hosts", target, "current"), "releases/1.0.0");
        }
        SshServer.Run("chown", "-R", SshServer.User, _folder.At("hosts"));
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
    }

    private string Described(string prometheus) => $$"""
        version: 1
        name: shop
        title: Shop
        repository: {{House.Repository}}
        people:
          Release Manager: [Grace]
          Developers: [Ben, Ines]
          QA/Testing Specialist: [Chidi]
          Security Lead: [Dana]
          PM: [Eli]
        artifact: { file: app.sh }
        environments:
          - name: staging
            targets: [{ name: staging-1, folder: "{{House.FolderOf("shop", "staging-1")}}" }]
          - name: production
            driver: ssh
            canary: 1
            max-parallel: 3
            start: test ! -e {{_folder.At("hosts")}}/$PLIMSOLL_TARGET-is-broken || { echo "port 8080 is taken by another program"; exit 1; }
            backup: none because "the shop keeps its data elsewhere"
            verification:
              - prometheus: max(queue_length{version="{version}"})
                name: short queue
                url: "{{prometheus}}"
                max: 5
                for: 2s
                interval: 1s
                minimum-samples: 1
            targets:
        {{string.Join('\n', Targets.Select((target, i) => $$"""
              - { name: {{target}}, folder: "{{_folder.At("hosts", target)}}", host: "{{_hosts[i].Address}}", host-key: "{{_hosts[i].Fingerprint}}" }
        """))}}
        smoke:
          - { command: "true", name: its page opens }
        rollback: ask
        contacts: [{ person: Grace, mail: grace@example.test }]
        audiences: { stakeholders: [board@example.test], support: [desk@example.test] }
        """;
}
