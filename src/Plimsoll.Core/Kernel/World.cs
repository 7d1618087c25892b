using System.Collections.Concurrent;

namespace Plimsoll.Core.Kernel;

/// <summary>All streams folded, in memory: what commands are decided on and what pages read.</summary>
/// <remarks>One writer applies facts in order; any number may read at the same time.</remarks>
public sealed class World
{
    private readonly ConcurrentDictionary<string, Streams> _kinds;
    private readonly World? _whole;
    private readonly Func<StreamName, object, object?> _shown = (_, state) => state;
    private long _position;

    public World() => _kinds = new();

    private World(World whole, Func<StreamName, object, object?> shown) =>
        (_whole, _kinds, _shown) = (whole, whole._kinds, shown);

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
        var after = new Folded(fact.Event.ApplyTo(before.State, fact.Moment), fact.Version);
        _kinds.GetOrAdd(fact.Stream.Kind, _ => new()).Keep(fact, before, after);
        Volatile.Write(ref _position, fact.Position);
    }

    public TState Get<TState>(StreamName stream) where TState : class, IState<TState> =>
        Find(stream) is { } found ? (TState)found.State : TState.Empty;

    /// <summary>A stream's state, whatever its kind; null while nothing was written to it.</summary>
    public object? StateOf(StreamName stream) => Find(stream)?.State;

    public long VersionOf(StreamName stream) => Find(stream)?.Version ?? 0;

    /// <summary>Every stream of a kind with its state, in no particular order.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> All<TState>() where TState : class, IState<TState> =>
        from stream in _kinds.GetValueOrDefault(TState.Kind)?.All ?? []
        let state = (TState?)_shown(stream.Key, stream.Value.State)
        where state is not null
        select KeyValuePair.Create(stream.Key, state);

    /// <summary>Every stream of a kind that has not come to its end: costs what goes on, not what ever was.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> Going<TState>() where TState : class, IState<TState>, IEnds =>
        Known<TState>(_kinds.GetValueOrDefault(TState.Kind)?.Going.Keys ?? []);

    /// <summary>Streams of a kind, the one that began last first: costs those that are looked at.</summary>
    /// <param name="of">Only those that belong to it; empty: all.</param>
    public IEnumerable<KeyValuePair<StreamName, TState>> Newest<TState>(string of = "")
        where TState : class, IState<TState>, IBelongs => Known<TState>(Begun(TState.Kind, of));

    /// <summary>The position of the last fact about a kind: what all of it told holds until it moves.</summary>
    public long ChangedAt<TState>() where TState : class, IState<TState> =>
        _kinds.GetValueOrDefault(TState.Kind)?.ChangedAt ?? 0;

    /// <summary>Reads other streams for a decision, remembering their versions.</summary>
    public Readings Reader() => new WorldReadings(this);

    /// <summary>Decides a command on what the world is now, without telling anybody.</summary>
    public (Ruling<Event> Ruling, long Version) Decide(
        StreamName stream, Command command, object emptyState, Readings readings, Moment now)
    {
        var found = Find(stream) ?? new Folded(emptyState, 0);
        return (command.RuleOn(found.State, readings, now), found.Version);
    }

    private IEnumerable<StreamName> Begun(string kind, string of)
    {
        var begun = _kinds.GetValueOrDefault(kind)?.Newest.GetValueOrDefault(of);
        for (; begun is not null; begun = begun.Before) yield return begun.Stream;
    }

    private IEnumerable<KeyValuePair<StreamName, TState>> Known<TState>(IEnumerable<StreamName> streams)
        where TState : class, IState<TState> =>
        from stream in streams
        let state = (TState?)Find(stream)?.State
        where state is not null
        select KeyValuePair.Create(stream, state);

    private Folded? Find(StreamName stream) =>
        _kinds.GetValueOrDefault(stream.Kind)?.All.GetValueOrDefault(stream) is { } found
            && _shown(stream, found.State) is { } state
            ? ReferenceEquals(state, found.State) ? found : found with { State = state }
            : null;

    private sealed record Folded(object State, long Version);

    /// <summary>A stream, and the one of its kind that began before it.</summary>
    private sealed record Beginning(StreamName Stream, Beginning? Before);

    /// <summary>All streams of a kind.</summary>
    private sealed class Streams
    {
        private long _changedAt;

        public ConcurrentDictionary<StreamName, Folded> All { get; } = new();

        public ConcurrentDictionary<StreamName, bool> Going { get; } = new();

        /// <summary>The stream that began last, by what it belongs to; of all of them where that is empty.</summary>
        public ConcurrentDictionary<string, Beginning> Newest { get; } = new();

        public long ChangedAt => Volatile.Read(ref _changedAt);

        public void Keep(Fact fact, Folded before, Folded after)
        {
            All[fact.Stream] = after;
            if (after.State is IEnds { HasEnded: true }) Going.TryRemove(fact.Stream, out _);
            else if (after.State is IEnds) Going[fact.Stream] = true;
            if (before.State is not IBelongs { Exists: true } && after.State is IBelongs { Exists: true } began)
                foreach (var of in began.To.Prepend(""))
                    Newest[of] = new Beginning(fact.Stream, Newest.GetValueOrDefault(of));
            Volatile.Write(ref _changedAt, fact.Position);
        }
    }

    private sealed class WorldReadings(World world) : Readings
    {
        protected override (object State, long Version) Look(StreamName stream, object empty) =>
            world.Find(stream) is { } found ? (found.State, found.Version) : (empty, 0);
    }
}
