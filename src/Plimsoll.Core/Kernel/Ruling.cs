namespace Plimsoll.Core.Kernel;

/// <summary>The answer to a command: the events that now happen, or why not.</summary>
public readonly record struct Ruling<TEvent>(IReadOnlyList<TEvent> Events, Refusal? Refusal) where TEvent : Event
{
    public bool Accepted => Refusal is null;

    public static implicit operator Ruling<TEvent>(TEvent accepted) => new([accepted], null);

    public static implicit operator Ruling<TEvent>(Refusal refused) => new([], refused);

    internal Ruling<Event> Widen() => new([.. Events], Refusal);
}

public static class Ruling
{
    /// <summary>Several events at once, in order; none means that all is already as asked.</summary>
    public static Ruling<TEvent> Of<TEvent>(params IEnumerable<TEvent> events) where TEvent : Event =>
        new([.. events], null);
}
