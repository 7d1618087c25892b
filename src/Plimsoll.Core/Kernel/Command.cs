namespace Plimsoll.Core.Kernel;

/// <summary>A wish, in the imperative. It writes one stream and may read others.</summary>
public abstract record Command
{
    internal abstract Ruling<Event> RuleOn(object state, Readings readings, Moment now);

    /// <summary>The kind of stream it writes.</summary>
    public abstract string StreamKind { get; }
}

/// <summary>A wish that names people as somebody typed them.</summary>
public interface INamesPeople
{
    /// <summary>The same with ids in place of what was typed; who is not known stays as typed.</summary>
    Command WithPeople(Func<string, string> idOf);
}

/// <summary>A command that is decided from the state of its own stream alone.</summary>
public abstract record Command<TState, TEvent> : Command
    where TState : class, IState<TState> where TEvent : Event<TState>
{
    public abstract Ruling<TEvent> Decide(TState state, Moment now);

    public sealed override string StreamKind => TState.Kind;

    internal sealed override Ruling<Event> RuleOn(object state, Readings readings, Moment now) =>
        Decide((TState)state, now).Widen();
}

/// <summary>
/// A command that also looks at other streams; what it looked at becomes a precondition of the append.
/// </summary>
public abstract record ReadingCommand<TState, TEvent> : Command
    where TState : class, IState<TState> where TEvent : Event<TState>
{
    public abstract Ruling<TEvent> Decide(TState state, Readings readings, Moment now);

    public sealed override string StreamKind => TState.Kind;

    internal sealed override Ruling<Event> RuleOn(object state, Readings readings, Moment now) =>
        Decide((TState)state, readings, now).Widen();
}
