namespace Plimsoll.Core.Kernel;

/// <summary>What follows from a fact. Its key makes it happen once: (position of the fact, name, subject).</summary>
/// <param name="Name">Imperative, stable: <c>request-deployment</c>.</param>
/// <param name="Subject">What it is about when one fact has the same effect on several things.</param>
public abstract record Effect(string Name, string Subject)
{
    public string KeyFor(long position) => $"{position}/{Name}/{Subject}";
}

/// <summary>Another command; its key is its command id, so it happens exactly once.</summary>
public sealed record Send(string Name, string Subject, StreamName Stream, Command Command) : Effect(Name, Subject);

/// <summary>
/// A message to the outside; a row of the one outbox, at least once outward, and the key goes with it.
/// </summary>
/// <param name="Channel">How it travels: <c>mail</c>, <c>invitation</c>, <c>page-mail</c>, <c>page-webhook</c>.</param>
/// <param name="To">Addresses, or names of audiences, to be looked up when it is sent.</param>
public sealed record Deliver(
    string Name, string Subject, string Channel, IReadOnlyList<string> To, string Title, string Text, StreamName About)
    : Effect(Name, Subject)
{
    /// <summary>An iCalendar object; its organizer is added when it is sent. Empty: the text alone.</summary>
    public string Calendar { get; init; } = "";
}
