namespace Plimsoll.Core.Kernel;

/// <summary>Looks at other streams while a command is decided and remembers each with the version it saw.</summary>
public abstract class Readings
{
    private readonly Dictionary<StreamName, long> _seen = [];

    /// <summary>Every stream looked at, with the version it had: the preconditions of the append.</summary>
    public IReadOnlyDictionary<StreamName, long> Seen => _seen;

    /// <summary>The state of a stream now; an unwritten stream reads as empty, at version 0.</summary>
    public TState Of<TState>(StreamName stream) where TState : class, IState<TState>
    {
        var (state, version) = Look(stream, TState.Empty);
        _seen.TryAdd(stream, version);
        return (TState)state;
    }

    protected abstract (object State, long Version) Look(StreamName stream, object empty);
}
