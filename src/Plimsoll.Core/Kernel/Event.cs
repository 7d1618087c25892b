namespace Plimsoll.Core.Kernel;

/// <summary>Something that happened, told in the past tense. Stored for ever under its name.</summary>
public abstract record Event
{
    internal abstract object ApplyTo(object state, Moment moment);
}

/// <summary>An event of one kind of stream; <see cref="Apply"/> is the whole meaning it has for the state.</summary>
public abstract record Event<TState> : Event where TState : class, IState<TState>
{
    public abstract TState Apply(TState state, Moment moment);

    internal sealed override object ApplyTo(object state, Moment moment) => Apply((TState)state, moment);
}

/// <summary>An event with its place in the journal.</summary>
/// <param name="Position">Gapless and in commit order over the whole journal, from 1.</param>
/// <param name="Version">Gapless within its stream, from 1.</param>
public sealed record Fact(long Position, StreamName Stream, long Version, Event Event, Moment Moment);

/// <summary>A stored fact that is about the journal and no state: it folds to nothing and is kept.</summary>
public sealed record Unknown(string Name, string Body) : Event
{
    internal override object ApplyTo(object state, Moment moment) => state;
}

/// <summary>A stored fact whose text two people removed; that it was there still shows.</summary>
public sealed record Redacted(string Name) : Event
{
    internal override object ApplyTo(object state, Moment moment) => state;
}
