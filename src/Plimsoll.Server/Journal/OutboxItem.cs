namespace Plimsoll.Server.Journal;

/// <summary>Where a message stands on its way out.</summary>
/// <remarks><c>Failed</c> is tried again at its next try, <c>GivenUp</c> and <c>NotSent</c> only by hand;
/// <c>Withdrawn</c> is not needed any more.</remarks>
public enum OutboxState { Waiting, Sending, Sent, Failed, GivenUp, NotSent, Withdrawn }

/// <summary>Messages that are sent beside each other: a page never stands behind a mail.</summary>
public enum OutboxLine { Pages, Others }

/// <summary>A message with its state, as the outbox page shows it.</summary>
/// <param name="NextTry">Meaningful while it is waiting, being sent or failed.</param>
public sealed record OutboxItem(
    OutboxRow Row, OutboxState State, int Tries, DateTimeOffset NextTry, string? LastError, DateTimeOffset? SentAt);
