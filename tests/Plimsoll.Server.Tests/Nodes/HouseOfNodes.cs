using System.Data;
using System.Diagnostics;
using Mailsink;
using Npgsql;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Killing;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>Several servers, each a process of its own, on one PostgreSQL with a synchronous replica, and hosts that keep a ledger.</summary>
internal sealed class HouseOfNodes : IAsyncDisposable
{
    private const string Database = "plimsoll";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<(ServerProcess Server, Pipe[] Pipes)> _nodes = [];
    private readonly List<PostgresCluster> _clusters = [];
    private Watch? _watch;
    private Sink? _sink;
    private NpgsqlConnection? _asking;

    private HouseOfNodes(TwoHosts hosts) => Hosts = hosts;

    public TwoHosts Hosts { get; }

    public IEnumerable<ServerProcess> Nodes => _nodes.Select(node => node.Server);

    /// <summary>The one that writes now.</summary>
    public PostgresCluster Primary => _clusters[0];

    /// <summary>What it asks to be mailed, and what the mail server kept of it.</summary>
    public MailsOfAJournal Mails => new(Watch, Kept);

    /// <summary>What is there by the journal alone, folded outside every server.</summary>
    public IEnumerable<T> Replayed<T>() where T : class, IState<T> => Watch.CatchUp().All<T>().Select(found => found.Value);

    /// <summary>Titles of what somebody was called for.</summary>
    public IEnumerable<string> Called() =>
        Watch.CatchUp().All<Page>().Where(page => !page.Value.Calls.IsEmpty)
            .Select(page => Watch.World.Get<Incident>(page.Value.About)?.Title ?? "");

    private string Kept => Hosts.Data("mails");

    private Watch Watch => _watch ??= new Watch(new NpgsqlConnection($"{Primary.Of(Database)};Pooling=false"));

    public static async Task<HouseOfNodes> Open(int nodes, params string[] versions)
    {
        var house = new HouseOfNodes(new TwoHosts(versions));
        try
        {
            Directory.CreateDirectory(house.Kept);
            house._sink = await Sink.Start(house.Kept, 0, 0, TestContext.Current.CancellationToken);
            var primary = await PostgresCluster.Start();
            house._clusters.Add(primary);
            house._clusters.Add(await primary.Replica());
            await primary.Do("postgres", $"CREATE DATABASE {Database}");
            await primary.Do("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'replica'");
            await primary.Do("postgres", "SELECT pg_reload_conf()");
            for (var node = 0; node < nodes; node++) house.Add($"node-{node}");
            foreach (var server in house.Nodes) await server.Start();
            await house.Hosts.Introduce(house.Nodes.First());
            foreach (var version in versions) await Killing.Releases.Ready(house.Nodes.First(), version);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whoever can be asked.</summary>
    public ServerProcess Anybody(ServerProcess? but = null) => Nodes.First(node => node.IsUp && node != but);

    /// <summary>The node that does the work, and the token it does it under.</summary>
    public async Task<(ServerProcess Server, long Token)> Worker()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = await Ask("SELECT n.name, l.token FROM lease l JOIN node n ON n.id = l.owner WHERE l.key = 'work' AND n.state = 'works'");
            if (found is [var (name, token)] && Nodes.FirstOrDefault(node => name.EndsWith($":{node.Port}", StringComparison.Ordinal)) is { } server)
                return (server, token);
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Waits until another has taken over; answers how long that took.</summary>
    public async Task<TimeSpan> TakenOver(long from)
    {
        var since = Stopwatch.StartNew();
        using var patience = new CancellationTokenSource(Patience);
        while ((await Ask("SELECT owner, token FROM lease WHERE key = 'work'"))[0].Item2 == from) await Task.Delay(20, patience.Token);
        return since.Elapsed;
    }

    public Task Ship(string version, ServerProcess by) => by.Do($"releases/{Killing.Drill.Service}/{version}/ship", new { }, "Ada");

    /// <summary>Something is on fire, and is said to one node after the other until one has heard it.</summary>
    public async Task Declare(string title)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var turn = 0; ; turn++)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (await Hears(Nodes.ElementAt(turn % _nodes.Count), title)) return;
            await Task.Delay(50, patience.Token);
        }
    }

    public Task Until(string version) => Until(world => world.Get<Lane>(Lane.StreamOf(Killing.Drill.Service, "production"))
        is { Active: null, Queue.IsEmpty: true } lane && lane.RunningVersion == version);

    public async Task Until(Func<World, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds(Watch.CatchUp()))
        {
            Assert.False(patience.IsCancellationRequested, $"It does not come about.\n{Mails.OnTheirWay()}\n{Story()}\n{Said()}");
            await Task.Delay(50);
        }
    }

    /// <summary>The way of a node to its database, cut or whole again.</summary>
    public void Cut(ServerProcess server)
    {
        foreach (var pipe in _nodes.Find(node => node.Server == server).Pipes) pipe.Cut();
    }

    public void Heal(ServerProcess server)
    {
        foreach (var pipe in _nodes.Find(node => node.Server == server).Pipes) pipe.Heal();
    }

    /// <summary>The primary dies, and its replica takes its place.</summary>
    public async Task FailOver()
    {
        await StopLooking();
        var dead = Primary;
        await dead.Kill();
        await _clusters[1].Promote();
        _clusters.Reverse();
    }

    public async Task<List<(string, long)>> Ask(string sql)
    {
        var connection = _asking ??= new NpgsqlConnection($"{Primary.Of(Database)};Pooling=false");
        if (connection.State is ConnectionState.Closed) await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        List<(string, long)> found = [];
        while (await row.ReadAsync()) found.Add((row.GetString(0), row.GetInt64(1)));
        return found;
    }

    public NpgsqlConnectionStringBuilder Address => Primary.Of(Database);

    public string Story() => string.Join('\n', Watch.Facts.TakeLast(40).Select(
        f => $"{f.Position} {f.Moment.At:mm:ss.fff} {Round.Name(f)} {(f.Event as AttemptEnded)?.Outcome} {(f.Event as AttemptEnded)?.Sentence}"));

    public string Said() => string.Join('\n', Nodes.Select(node => $"{node.Folder}: {node.Said}"));

    public async ValueTask DisposeAsync()
    {
        await StopLooking();
        foreach (var (server, pipes) in _nodes)
        {
            await server.DisposeAsync();
            foreach (var pipe in pipes) await pipe.DisposeAsync();
        }

        foreach (var cluster in _clusters) await cluster.DisposeAsync();
        if (_sink is { } sink) await sink.DisposeAsync();
        Hosts.Dispose();
    }

    private async Task StopLooking()
    {
        _watch?.Dispose();
        if (_asking is { } asking) await asking.DisposeAsync();
        (_watch, _asking) = (null, null);
    }

    private static async Task<bool> Hears(ServerProcess node, string title)
    {
        try
        {
            var incident = new DeclareBody(title, "medium", Killing.Drill.Service);
            using var answer = await node.Post("incidents/declare", incident, "Ada", title.Replace(' ', '-'));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Add(string name)
    {
        Pipe[] pipes = [.. _clusters.Select(cluster => new Pipe(cluster.Port))];
        var environment = Hosts.Environment;
        environment["PLIMSOLL_DATABASE"] =
            $"postgres://postgres@{string.Join(',', pipes.Select(pipe => $"127.0.0.1:{pipe.Port}"))}/{Database}?connect_timeout=3";
        environment["PLIMSOLL_MAIL_HOST"] = "127.0.0.1";
        environment["PLIMSOLL_MAIL_PORT"] = $"{_sink?.SmtpPort}";
        environment["PLIMSOLL_MAIL_FROM"] = $"plimsoll@{MailsOfAJournal.Domain}";
        environment["PLIMSOLL_SECRETS_KEY_FILE"] = Hosts.Data("secrets-key");
        _nodes.Add((new ServerProcess(Hosts.Data(name)) { Environment = environment }, pipes));
    }
}
