using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Plimsoll.Files.Api;

namespace Plimsoll.Bench;

/// <summary>The server as a process of its own, with a service whose targets are the hosts; one reader follows each log.</summary>
public sealed class FanOutServer : IAsyncDisposable
{
    private const string Lane = "production";
    private const string Path = $"services/{FanOutService.Name}/{Lane}";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly FanOutService _service;
    private readonly Process _process;
    private readonly string _data;
    private int _releases;

    private FanOutServer(FanOutHosts hosts)
    {
        _service = new FanOutService(hosts, _http);
        _data = hosts.At("data");
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "plimsoll-server.dll"), "--data", _data, "--port", "0"])
        {
            RedirectStandardOutput = true,
            Environment = { ["PLIMSOLL_SSH_KNOWN_HOSTS"] = hosts.Known, ["PLIMSOLL_SSH_KEYS"] = hosts.Key, ["PLIMSOLL_MAIL_HOST"] = "" },
        }) ?? throw new InvalidOperationException("The server did not start.");
    }

    public static async Task<FanOutServer> Start(FanOutHosts hosts)
    {
        var server = new FanOutServer(hosts);
        var at = "";
        while (at == "" && await server._process.StandardOutput.ReadLineAsync() is { } line)
            at = line.Split(' ').FirstOrDefault(word => word.StartsWith("http:", StringComparison.Ordinal))?.TrimEnd(',', '/') ?? "";
        _ = server._process.StandardOutput.ReadToEndAsync();
        server._http.BaseAddress = new Uri($"{at}/api/v1/");
        server._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(System.IO.Path.Combine(server._data, "token"))).Trim());
        await server._service.Prepare();
        return server;
    }

    /// <summary>What it had in memory at most, in bytes.</summary>
    public long PeakMemory => File.ReadLines($"/proc/{_process.Id}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024).First();

    /// <summary>A new release that everybody has agreed to.</summary>
    public async Task<string> Ready()
    {
        var version = $"1.{++_releases}.0";
        await _service.Ready(version);
        return version;
    }

    /// <summary>Where the server keeps what is deployed.</summary>
    public string Artifact(string version) => System.IO.Path.Combine(
        _data, "artifacts", _service.Digests[version][..2], _service.Digests[version]);

    public Task<Timed> Ship(string version) => Until(
        () => _service.Do($"releases/{FanOutService.Name}/{version}/ship", new { }, "Ada"), version);

    /// <summary>From the click until the release before is verified on all hosts.</summary>
    public async Task<Timed> RollBack()
    {
        var timed = await Until(() => _service.Do($"{Path}/rollback", new RollbackBody("the benchmark goes back"), "Ada"), "");
        foreach (var hold in (await _service.Lane()).Holds)
            await _service.Do($"{Path}/lift", new LiftHoldBody(hold.Id, "the benchmark goes on"), "Ada");
        return timed;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<Timed> Until(Func<Task> begin, string version)
    {
        var before = await Ended();
        using var stop = new CancellationTokenSource(Patience);
        Task? reader = null;
        var timed = await Timed.Of(async () =>
        {
            await begin();
            while (true)
            {
                var runs = await Runs();
                if (runs.FirstOrDefault(run => !before.Contains(run.Id)) is { } run)
                {
                    reader ??= Read(run.Id, stop.Token);
                    if (run.EndedAt is not null)
                    {
                        if (run.Status == "succeeded" && (version == "" || run.Version == version)) return;
                        throw new InvalidOperationException($"{run.Id} is {run.Status}: {run.Sentence}");
                    }
                }
                await Task.Delay(Glance, stop.Token);
            }
        }, Processor);
        await stop.CancelAsync();
        if (reader is not null) await reader.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return timed;
    }

    private TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    private async Task<HashSet<string>> Ended() => [.. (await Runs()).Select(run => run.Id)];

    private async Task<DeploymentSummary[]> Runs() =>
        await _http.GetFromJsonAsync<DeploymentSummary[]>($"deployments?service={FanOutService.Name}") ?? [];

    /// <summary>As the page of a deployment does that somebody looks at.</summary>
    private async Task Read(string id, CancellationToken stop)
    {
        await using var lines = await _http.GetStreamAsync(new Uri($"../../deployments/{id}/lines", UriKind.Relative), stop);
        await lines.CopyToAsync(Stream.Null, stop);
    }
}
