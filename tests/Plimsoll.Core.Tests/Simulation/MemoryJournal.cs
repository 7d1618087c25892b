using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Vault;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>What one command wants written, and everything it was decided on.</summary>
internal sealed record Prepared(
    StreamName Stream,
    long Version,
    IReadOnlyDictionary<StreamName, long> Readings,
    IReadOnlyList<Event> Events,
    Moment Moment,
    string CommandId);

/// <summary>The journal's rule without a disk: all or none, on the versions it was decided on, each command once.</summary>
internal sealed class MemoryJournal(bool checksReadings = true)
{
    private readonly List<Fact> _facts = [];
    private readonly List<int> _commits = [];
    private readonly Dictionary<StreamName, (long Version, DateTimeOffset At)> _last = [];
    private readonly HashSet<string> _commands = [];

    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>Which append a fact came with, fact by fact.</summary>
    public IReadOnlyList<int> Commits => _commits;

    public bool Knows(string commandId) => _commands.Contains(commandId);

    /// <summary>False when something it was decided on has moved.</summary>
    public bool TryAppend(Prepared entry)
    {
        if (_commands.Contains(entry.CommandId)) return true;
        if (VersionOf(entry.Stream) != entry.Version) return false;
        if (checksReadings && entry.Readings.Any(r => VersionOf(r.Key) != r.Value)) return false;
        _commands.Add(entry.CommandId);
        var last = _last.GetValueOrDefault(entry.Stream);
        var moment = entry.Moment with { At = entry.Moment.At < last.At ? last.At : entry.Moment.At };
        foreach (var happened in entry.Events)
        {
            last = (last.Version + 1, moment.At);
            _facts.Add(new Fact(_facts.Count + 1, entry.Stream, last.Version, happened, moment));
            _commits.Add(_commands.Count);
        }
        _last[entry.Stream] = last;
        return true;
    }

    /// <summary>Takes over what another journal holds, so that many histories share a beginning.</summary>
    public void Begin(MemoryJournal before)
    {
        _facts.AddRange(before._facts);
        _commits.AddRange(before._commits);
        _commands.UnionWith(before._commands);
        foreach (var (stream, last) in before._last) _last[stream] = last;
    }

    private long VersionOf(StreamName stream) => _last.GetValueOrDefault(stream).Version;
}

/// <summary>One node: its own fold of the journal, which may lag behind.</summary>
internal sealed class Node(MemoryJournal journal)
{
    public World World { get; } = new();

    public static object EmptyOf(StreamName stream) => stream.Kind switch
    {
        "release" => Release.Empty,
        "lane" => Lane.Empty,
        "deployment" => Deployment.Empty,
        "shipment" => Shipment.Empty,
        "page" => Page.Empty,
        "service" => Service.Empty,
        "guide" => GuideBook.Empty,
        "incident" => Incident.Empty,
        "access" => Core.Access.Organisation.Empty,
        "removal" => Core.Access.Removals.Empty,
        "secret" => Secret.Empty,
        "calendar" => Core.Calendar.ShippingCalendar.Empty,
        _ => throw new ArgumentException($"No state is known for {stream}."),
    };

    public void CatchUp(long to = long.MaxValue)
    {
        for (var next = World.Position; next < Math.Min(to, journal.Facts.Count); next++)
            World.Apply(journal.Facts[(int)next], EmptyOf(journal.Facts[(int)next].Stream));
    }

    public (Refusal? Refusal, Prepared? Entry) Decide(StreamName stream, Command command, Moment now, string commandId)
    {
        var readings = World.Reader();
        var (ruling, version) = World.Decide(stream, command, EmptyOf(stream), readings, now);
        return ruling.Refusal is { } refusal ? (refusal, null)
            : ruling.Events.Count == 0 ? (null, null)
            : (null, new Prepared(stream, version, readings.Seen.ToDictionary(), ruling.Events, now, commandId));
    }
}
