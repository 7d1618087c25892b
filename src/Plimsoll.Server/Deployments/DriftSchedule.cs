using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Deployments;

/// <summary>When each lane is to be looked at: costs the lanes that are new or due, not all there are.</summary>
internal sealed class DriftSchedule
{
    // When each lane was last looked at, in business time; what is forgotten here costs one look.
    private readonly Dictionary<StreamName, DateTimeOffset> _looks = [];
    private readonly PriorityQueue<StreamName, DateTimeOffset> _later = new();
    private HashSet<StreamName> _soon = [];
    private World? _world;
    private StreamName _newest;
    private long _services;

    /// <summary>Lanes to look at now, each counted as looked at.</summary>
    public IReadOnlyList<(StreamName Stream, Lane Lane)> Due(World world, DateTimeOffset now)
    {
        TakeUp(world);
        while (_later.TryPeek(out _, out var at) && at <= now) _soon.Add(_later.Dequeue());
        List<(StreamName, Lane)> due = [];
        foreach (var stream in _soon.ToList())
        {
            var lane = world.Get<Lane>(stream);
            // Asked about again at the next fact: it may run nothing yet, or be deployed to.
            if (lane.Active is not null || lane.Targets.IsEmpty || Place(world, lane) is not { } place) continue;
            _soon.Remove(stream);
            // Not all at once when the server starts.
            if (!_looks.TryAdd(stream, now) && now - _looks[stream] >= place.DriftInterval)
            {
                _looks[stream] = now;
                due.Add((stream, lane));
            }
            _later.Enqueue(stream, _looks[stream] + place.DriftInterval);
        }
        return due;
    }

    public static EnvironmentDefinition? Place(World world, Lane lane) =>
        world.Get<Service>(Service.StreamOf(lane.Service)).Definition?.Environment(lane.Environment);

    private void TakeUp(World world)
    {
        var services = world.ChangedAt<Service>();
        if (!ReferenceEquals(world, _world) || services != _services)
        {
            // Intervals are the services' to say.
            (_world, _services, _newest, _soon) = (world, services, default, []);
            _later.Clear();
        }
        var begun = world.Newest<Lane>().Select(l => l.Key).TakeWhile(l => l != _newest).ToList();
        if (begun is not [var newest, ..]) return;
        _newest = newest;
        _soon.UnionWith(begun);
    }
}
