using System.Collections.Concurrent;

namespace Plimsoll.Core.Kernel;

/// <summary>All streams folded, in memory: what commands are decided on and what pages read.</summary>
/// <remarks>One writer applies facts in order; any number may read at the same time.</remarks>
public sealed class World
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<StreamName, Folded>> _kinds;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<StreamName, bool>> _going;
    private readonly World? _whole;
    private readonly Func<StreamName, object, object?> _shown = (_, state) => state;
    private long _position;

    public World() => (_kinds, _going) = (new(), new());

    private World(World whole, Func<StreamName, object, object?> shown) =>
        (_whole, _kinds, _going, _shown) = (whole, whole._kinds, whole._going, shown);

    /// <summary>The last position folded.</summary>
    public long Position => _whole?.Position ?? Volatile.Read(ref _position);

    /// <summary>The world this is a view of; itself where it is none.</summary>
    public World Whole => _whole ?? this;

    /// <summary>The same world, moving on with it, for who may not see all of it.</summary>
    /// <param name="shown">A state as it is shown; null where it is as if the stream had never been written.</param>
    public World SeenThrough(Func<StreamName, object, object?> shown) => new(Whole, shown);

    public void Apply(Fact fact, object emptyState)
    {
        if (_whole is not null) throw new InvalidOperationException("What is only a view of the world takes no facts.");
        var before = Find(fact.Stream) ?? new Folded(emptyState, 0);
        var streams = _kinds.GetOrAdd(fact.Stream.Kind, _ => new());
        var after = new Folded(fact.Event.ApplyTo(before.State, fact.Moment), fact.Version);
        streams[fact.Stream] = after;
        if (after.State is IEnds ending) Keep(fact.Stream, ending);
        Volatile.Write(ref _position, fact.Position);
    }

    public TState Get<TState>(StreamName stream) where TState : class, IState<TState> =>
        Find(stream) is { } found ? (TState)found.State : TState.Empty;

    /// <summary>A stream's state, whatever its kind; null while nothing was written to it.</summary>
    public object? StateOf(StreamName stream) => Find(stream)?.State;

    public long VersionOf(StreamName stream) => Find(stream)?.Version ?? 0;

    /// <summary>Every stream of a kind with its state, in no particular order.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> All<TState>() where TState : class, IState<TState> =>
        from stream in _kinds.GetValueOrDefault(TState.Kind) ?? []
        let state = (TState?)_shown(stream.Key, stream.Value.State)
        where state is not null
        select KeyValuePair.Create(stream.Key, state);

    /// <summary>Every stream of a kind that has not come to its end: costs what goes on, not what ever was.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> Going<TState>() where TState : class, IState<TState>, IEnds =>
        from stream in _going.GetValueOrDefault(TState.Kind)?.Keys ?? []
        where Find(stream) is not null
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

    private Folded? Find(StreamName stream) =>
        _kinds.GetValueOrDefault(stream.Kind)?.GetValueOrDefault(stream) is { } found
            && _shown(stream, found.State) is { } state
            ? ReferenceEquals(state, found.State) ? found : found with { State = state }
            : null;

    private sealed record Folded(object State, long Version);

    private sealed class WorldReadings(World world) : Readings
    {
        protected override (object State, long Version) Look(StreamName stream, object empty) =>
            world.Find(stream) is { } found ? (found.State, found.Version) : (empty, 0);
    }
}
