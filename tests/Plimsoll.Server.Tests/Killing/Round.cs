using System.Diagnostics;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using static System.StringComparison;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Whether the server is killed now, by the newest fact and the time since the first ship.</summary>
internal delegate bool KillAt(string newest, TimeSpan sinceStart);

/// <summary>Ships the good release, then the bad one, and kills the server as told; the story goes on each time.</summary>
internal sealed class Round : IAsyncDisposable
{
    private const string Lane = "production";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Drill _drill;
    private readonly ServerProcess _server;
    private readonly KillAt _kill;
    private readonly HashSet<string> _done = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly long _base;

    private Round(Drill drill, ServerProcess server, KillAt kill)
    {
        (_drill, _server, _kill) = (drill, server, kill);
        Watch = new Watch(server.Folder);
        Watch.CatchUp();
        _base = Watch.World.Position;
    }

    public Watch Watch { get; }

    public string Data => _server.Folder;

    public string Folder => Path.GetDirectoryName(Data) ?? "";

    /// <summary>The last fact in the journal at each kill.</summary>
    public List<string> KilledAfter { get; } = [];

    /// <summary>From each start after a kill to the next new fact.</summary>
    public List<TimeSpan> Recoveries { get; } = [];

    public IEnumerable<Fact> Facts => Watch.Facts.Where(f => f.Position > _base);

    public ServerProcess Server => _server;

    /// <summary>Plays it to the end.</summary>
    public static async Task<Round> Play(Drill drill, string name, KillAt kill)
    {
        var round = new Round(drill, await drill.Begin(name), kill);
        using var patience = new CancellationTokenSource(Patience);
        while (!round.HasEnded())
        {
            Assert.False(patience.IsCancellationRequested, $"{name} does not end.\n{round.Story()}\n{round._server.Said}");
            await round.Step();
        }
        return round;
    }

    public async ValueTask DisposeAsync()
    {
        Watch.Dispose();
        await _server.DisposeAsync();
    }

    public string Story() => string.Join('\n', Facts.Select(
        f => $"{f.Position} {f.Moment.At:mm:ss.fff} {Name(f)} {(f.Event as AttemptEnded)?.Sentence}"));

    /// <summary>What a round that ended left: the same whether or not the server was killed in between.</summary>
    public string End()
    {
        var world = Watch.CatchUp();
        var lane = world.Get<Lane>(Core.Deployments.Lane.StreamOf(Drill.Service, Lane));
        return string.Join('\n',
        [
            $"running {lane.RunningVersion}, last known good {lane.LastKnownGood?.Deployment} {lane.LastKnownGood?.Version}",
            $"holds {string.Join(", ", lane.Holds.Select(h => h.Id))}",
            $"bad {string.Join(", ", lane.Bad.Select(b => b.Version))}",
            .. lane.Targets.Select(t => $"{t.Key}: {t.Value.Version} by {t.Value.Deployment}"),
            .. world.All<Deployment>().Select(d => d.Value).OrderBy(d => d.Id, StringComparer.Ordinal)
                .Select(d => $"{d.Id} {d.Order.Kind} {d.Order.Version} {d.Status} "
                    + string.Join(", ", d.Plan.Select(p => $"{p.Key} {d.Latest(p.Key)?.Outcome}"))),
            .. world.All<Shipment>().Select(s => s.Value).OrderBy(s => s.Id, StringComparer.Ordinal)
                .Select(s => $"{s.Id} {s.Status} {string.Join(", ", s.Steps.Select(t => $"{t.Id} {t.Status}"))}"),
            .. Watch.Announced().Order(StringComparer.Ordinal),
            .. _drill.Targets.Select(t => $"{t} {new DirectoryInfo(Path.Combine(Folder, "targets", t, "current")).LinkTarget}"),
        ]);
    }

    private static Deployment On(World world, string version) => world.Get<Deployment>(
        Deployment.StreamOf(Shipment.IdOf(Drill.Service, version, 1) + "-" + Lane));

    private static Shipment ShipmentOf(World world, string version) =>
        world.Get<Shipment>(Shipment.StreamOf(Shipment.IdOf(Drill.Service, version, 1)));

    private bool HasEnded()
    {
        var world = Watch.CatchUp();
        var lane = world.Get<Lane>(Core.Deployments.Lane.StreamOf(Drill.Service, Lane));
        return lane is { Active: null, Queue.IsEmpty: true, Holds.IsEmpty: false }
            && ShipmentOf(world, Drill.Bad).Status == ShipmentStatus.Failed
            && world.All<Deployment>().All(d => d.Value.HasEnded) && world.All<Deployment>().Count() == 3;
    }

    private async Task Step()
    {
        if (Watch.World.Position > _base && _kill(Name(Watch.Facts[^1]), _clock.Elapsed)) await KillAndStart();
        if (!_done.Contains("good")) await Ship("good", Drill.Good);
        else if (WaitsForUs()) await Ship("bad", Drill.Bad);
        await Task.Delay(1);
    }

    private async Task KillAndStart()
    {
        await _server.Kill();
        Watch.CatchUp();
        KilledAfter.Add(Name(Watch.Facts[^1]));
        var head = Watch.Head();
        var started = Stopwatch.StartNew();
        await _server.Start();
        using var patience = new CancellationTokenSource(Patience);
        while (Watch.Head() == head && !HasEnded() && !WaitsForUs()) await Task.Delay(1, patience.Token);
        Recoveries.Add(started.Elapsed);
    }

    private bool WaitsForUs() => !_done.Contains("good")
        || (!_done.Contains("bad") && ShipmentOf(Watch.World, Drill.Good).Status == ShipmentStatus.Done);

    private async Task Ship(string key, string version)
    {
        await _server.Do($"releases/{Drill.Service}/{version}/ship", new { }, "Ada", key);
        _done.Add(key);
    }

    /// <summary>The transitions of this round: where several facts are one commit, the last of them.</summary>
    public List<string> Transitions() =>
        [.. Facts.Zip(Facts.Skip(1).Append(null), (fact, next) => (fact, next))
            .Where(p => p.next is null || p.next.Stream != p.fact.Stream || p.next.Moment != p.fact.Moment)
            .Select(p => Name(p.fact)).Distinct()];

    /// <summary>What kind of fact it is, whichever of the releases it is about, and without what differs from run to run.</summary>
    public static string Name(Fact fact)
    {
        var about = fact.Event switch
        {
            AttemptStarted e => e.Action,
            AttemptEnded e => e.Action,
            StepMoved e => $"{e.Step} {e.Status}",
            TargetSwitched e => e.Target,
            _ => "",
        };
        var whose = $"{fact.Stream}".Replace($"-{Drill.Good}-", "-", Ordinal).Replace($"-{Drill.Bad}-", "-", Ordinal);
        return $"{whose} {fact.Event.GetType().Name} {about}".TrimEnd();
    }
}
