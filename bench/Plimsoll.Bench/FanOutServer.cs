using Plimsoll.Files.Api;

namespace Plimsoll.Bench;

/// <summary>A server with a service whose targets are the hosts; one reader follows each log.</summary>
public sealed class FanOutServer : IAsyncDisposable
{
    private const string Name = "fanout";
    private const string Path = $"services/{Name}/production";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly RunningServer _server;
    private readonly ReleasedService _service;
    private readonly string _data;
    private int _releases;

    private FanOutServer(FanOutHosts hosts, RunningServer server)
    {
        (_server, _data) = (server, Data(hosts));
        _service = new ReleasedService(server, Name, hosts.At("repository"), (Build, Production(hosts)));
    }

    public static async Task<FanOutServer> Start(FanOutHosts hosts)
    {
        var server = new FanOutServer(hosts, await RunningServer.Start(
            Data(hosts), ("PLIMSOLL_SSH_KNOWN_HOSTS", hosts.Known), ("PLIMSOLL_SSH_KEYS", hosts.Key)));
        await server._service.Prepare(hosts.Ports.Select(port => Folder(hosts, port)));
        return server;
    }

    /// <summary>What it had in memory at most, in bytes.</summary>
    public long PeakMemory => _server.PeakMemory;

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

    public Task<Timed> Ship(string version) => Until(() => _service.Ship(version), version);

    /// <summary>From the click until the release before is verified on all hosts.</summary>
    public async Task<Timed> RollBack()
    {
        var timed = await Until(() => _server.Do($"{Path}/rollback", new RollbackBody("the benchmark goes back"), "Ada"), "");
        foreach (var hold in (await _server.Get<ServiceView>($"services/{Name}")).Lanes[0].Holds)
            await _server.Do($"{Path}/lift", new LiftHoldBody(hold.Id, "the benchmark goes on"), "Ada");
        return timed;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Random bytes: 5 MB stay 5 MB.
    private const string Build = "mkdir -p out bytes && head -c 5242880 /dev/urandom >bytes/data && tar -cf out/made.tar bytes VERSION";

    private static string Production(FanOutHosts hosts) => $$"""
            driver: ssh
            max-parallel: {{hosts.Ports.Count}}
            keep: 5
            health: { url: "{target}", attempts: 5, interval: 100ms }
            targets:
        {{string.Join('\n', hosts.Ports.Select(port => $$"""
              - { name: host-{{port}}, folder: "{{Folder(hosts, port)}}", host: "{{Environment.UserName}}@127.0.0.1:{{port}}", url: "{{hosts.Health}}" }
        """))}}
        """;

    private static string Data(FanOutHosts hosts) => hosts.At("data");

    private static string Folder(FanOutHosts hosts, int port) => System.IO.Path.Combine(hosts.Home(port), "target");

    private async Task<Timed> Until(Func<Task> begin, string version)
    {
        var before = (await _service.Runs()).Select(run => run.Id).ToHashSet();
        using var stop = new CancellationTokenSource(Patience);
        Task? reader = null;
        var timed = await Timed.Of(async () =>
        {
            await begin();
            while (true)
            {
                var run = (await _service.Runs()).FirstOrDefault(run => !before.Contains(run.Id));
                if (stop.IsCancellationRequested)
                    throw new TimeoutException(run is null ? "No deployment began." : $"{run.Id} is still {run.Status}: {run.Sentence}");
                if (run is not null)
                {
                    reader ??= Read(run.Id, stop.Token);
                    if (run.EndedAt is not null)
                    {
                        if (run.Status == "succeeded" && (version == "" || run.Version == version)) return;
                        throw new InvalidOperationException($"{run.Id} is {run.Status}: {run.Sentence}");
                    }
                }
                await Task.Delay(Glance, CancellationToken.None);
            }
        }, () => _server.Processor);
        await stop.CancelAsync();
        if (reader is not null) await reader.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return timed;
    }

    /// <summary>As the page of a deployment does that somebody looks at.</summary>
    private async Task Read(string id, CancellationToken stop)
    {
        await using var lines = await _server.Open($"deployments/{id}/lines", stop);
        await lines.CopyToAsync(Stream.Null, stop);
    }
}
