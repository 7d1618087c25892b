using System.Collections.Concurrent;

namespace Plimsoll.Core.Kernel;

/// <summary>All streams folded, in memory: what commands are decided on and what pages read.</summary>
/// <remarks>One writer applies facts in order; any number may read at the same time.</remarks>
public sealed class World
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<StreamName, Folded>> _kinds = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<StreamName, bool>> _going = new();
    private long _position;

    /// <summary>The last position folded.</summary>
    public long Position => Volatile.Read(ref _position);

    public void Apply(Fact fact, object emptyState)
    {
        var before = Find(fact.Stream) ?? new Folded(emptyState, 0);
        var streams = _kinds.GetOrAdd(fact.Stream.Kind, _ => new());
        var after = new Folded(fact.Event.ApplyTo(before.State, fact.Moment), fact.Version);
        streams[fact.Stream] = after;
        if (after.State is IEnds ending) Keep(fact.Stream, ending);
        Volatile.Write(ref _position, fact.Position);
    }

    public TState Get<TState>(StreamName stream) where TState : class, IState<TState> =>
        Find(stream) is { } found ? (TState)found.State : TState.Empty;

    public long VersionOf(StreamName stream) => Find(stream)?.Version ?? 0;

    /// <summary>Every stream of a kind with its state, in no particular order.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> All<TState>() where TState : class, IState<TState> =>
        from stream in _kinds.GetValueOrDefault(TState.Kind) ?? []
        select KeyValuePair.Create(stream.Key, (TState)stream.Value.State);

    /// <summary>Every stream of a kind that has not come to its end: costs what goes on, not what ever was.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> Going<TState>() where TState : class, IState<TState>, IEnds =>
        from stream in _going.GetValueOrDefault(TState.Kind)?.Keys ?? []
        select KeyValuePair.Create(stream, Get<TState>(stream));

    /// <summary>Reads other streams for a decision, remembering their versions.</summary>
    public Readings Reader() => new WorldReadings(this);

    /// <summary>Decides a command on what the world is now, without telling anybody.</summary>
    public (Ruling<Event> Ruling, long Version) Decide(
        StreamName stream, Command command, object emptyState, Readings readings, Moment now)
    {
        var found = Find(stream) ?? new Folded(emptyState, 0);
        return (command.RuleOn(found.State, readings, now), found.Version);
    }

    private void Keep(StreamName stream, IEnds state)
    {
        var going = _going.GetOrAdd(stream.Kind, _ => new());
        if (state.HasEnded) going.TryRemove(stream, out _);
        else going[stream] = true;
    }

    private Folded? Find(StreamName stream) => _kinds.GetValueOrDefault(stream.Kind)?.GetValueOrDefault(stream);

    private sealed record Folded(object State, long Version);

    private sealed class WorldReadings(World world) : Readings
    {
        protected override (object State, long Version) Look(StreamName stream, object empty) =>
            world.Find(stream) is { } found ? (found.State, found.Version) : (empty, 0);
    }
}
