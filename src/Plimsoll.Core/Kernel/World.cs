using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Core.Kernel;

/// <summary>All streams folded, in memory: what commands are decided on and what pages read.</summary>
/// <remarks>One writer applies facts in order; any number may read at the same time.</remarks>
public sealed class World
{
    private readonly ConcurrentDictionary<StreamName, Folded> _streams = new();
    private long _position;

    /// <summary>The last position folded.</summary>
    public long Position => Volatile.Read(ref _position);

    public void Apply(Fact fact, object emptyState)
    {
        var before = _streams.GetValueOrDefault(fact.Stream) ?? new Folded(emptyState, 0);
        var after = fact.Event is Unknown or Redacted ? before.State : fact.Event.ApplyTo(before.State, fact.Moment);
        _streams[fact.Stream] = new Folded(after, fact.Version);
        Volatile.Write(ref _position, fact.Position);
    }

    public TState Get<TState>(StreamName stream) where TState : class, IState<TState> =>
        _streams.TryGetValue(stream, out var found) ? (TState)found.State : TState.Empty;

    public long VersionOf(StreamName stream) => _streams.GetValueOrDefault(stream)?.Version ?? 0;

    /// <summary>Every stream of a kind with its state, in no particular order.</summary>
    public IEnumerable<KeyValuePair<StreamName, TState>> All<TState>() where TState : class, IState<TState> =>
        from stream in _streams
        where stream.Value.State is TState
        select KeyValuePair.Create(stream.Key, (TState)stream.Value.State);

    public Readings Reader() => new WorldReadings(this);

    /// <summary>Decides a command on what the world is now, without telling anybody.</summary>
    public (Ruling<Event> Ruling, long Version) Decide(
        StreamName stream, Command command, object emptyState, Readings readings, Moment now)
    {
        var found = _streams.GetValueOrDefault(stream) ?? new Folded(emptyState, 0);
        return (command.RuleOn(found.State, readings, now), found.Version);
    }

    private sealed record Folded(object State, long Version);

    private sealed class WorldReadings(World world) : Readings
    {
        protected override (object State, long Version) Look(StreamName stream, object empty) =>
            world._streams.GetValueOrDefault(stream) is { } found ? (found.State, found.Version) : (empty, 0);
    }
}

/// <summary>A stored fact whose name this version does not know; it folds to nothing and is kept.</summary>
[SuppressMessage("Naming", "CA1716", Justification = "The word of the trade.")]
public sealed record Unknown(string Name, string Body) : Event
{
    internal override object ApplyTo(object state, Moment moment) => state;
}

/// <summary>A stored fact whose text two people removed; that it was there still shows.</summary>
public sealed record Redacted(string Name) : Event
{
    internal override object ApplyTo(object state, Moment moment) => state;
}
