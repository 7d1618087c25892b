using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The append-only record of everything that happened: gapless order, hash chain, command ids.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Appends the facts of one command, all or none, with others that wait at the same time (group
    /// commit).</summary>
    /// <remarks>Answers only after the commit is on disk.</remarks>
    Task<Appended> Append(Entry entry, CancellationToken stop);

    /// <summary>The first answer to a command id, if it was ever accepted.</summary>
    Task<Receipt?> Find(string commandId, CancellationToken stop);

    /// <summary>Facts after a position, in order, to the end there is now. Checks the chain on the way.</summary>
    /// <param name="known">The hash of the fact at that position, as it was read before; null: whatever it is.</param>
    /// <exception cref="ChainBroken">A fact does not continue the one before it.</exception>
    IAsyncEnumerable<StoredFact> Read(long after, CancellationToken stop, byte[]? known = null);

    /// <summary>The last position and its hash.</summary>
    Task<Head> Head(CancellationToken stop);

    /// <summary>Walks the whole chain; names the first position that is not what was written.</summary>
    Task<Verification> Verify(CancellationToken stop);

    /// <summary>Deletes bodies and salts of facts, keeps their digests, and appends the facts that say so.</summary>
    /// <remarks>Those are written by the journal, first in <paramref name="record"/>; its own facts
    /// follow.</remarks>
    Task<Appended> Redact(Redaction redaction, Entry record, CancellationToken stop);

    /// <summary>Where the reactor is; moved in one transaction with the outbox rows the effects make. 0: never
    /// moved.</summary>
    Task<long> Checkpoint(string reactor, CancellationToken stop);

    /// <summary>Never moves it back; a row whose key is already there is left as it is.</summary>
    Task MoveCheckpoint(string reactor, long position, IReadOnlyList<OutboxRow> rows, CancellationToken stop);

    /// <summary>Takes an ownership. Its token is higher than any before, so whoever held it is fenced from now
    /// on.</summary>
    Task<Lease> Claim(string key, string owner, CancellationToken stop);

    /// <summary>The version that wrote at a position, or began to last before it; empty where that is not known.</summary>
    Task<string> WriterOf(long position, CancellationToken stop);
}

/// <summary>What one command wants written.</summary>
/// <param name="ExpectedVersion">The version of <paramref name="Stream"/> it was decided on.</param>
/// <param name="Readings">Versions of other streams it was decided on; all must still hold.</param>
/// <param name="CommandId">Unique for ever; the same id with the same digest replays the first answer.</param>
/// <param name="RequestDigest">Digest of what was asked; the same id with another digest is refused.</param>
/// <param name="Lease">The ownership it acts under, with the token that must still be the highest; null for a
/// person.</param>
/// <param name="Known">How far the journal was known when it was decided; null: it does not matter.</param>
/// <param name="Urgent">Pages and incidents: the last to be refused when the disk is full.</param>
public sealed record Entry(
    StreamName Stream,
    long ExpectedVersion,
    IReadOnlyDictionary<StreamName, long> Readings,
    IReadOnlyList<NewFact> Facts,
    DateTimeOffset At,
    string Actor,
    string CommandId,
    string RequestDigest,
    Lease? Lease = null,
    bool Urgent = false,
    Known? Known = null);

/// <summary>A position and the hash of what is written there: all that was written up to it.</summary>
public sealed record Known(long Position, byte[] Hash);

public sealed record NewFact(string Name, byte[] Body);

public sealed record Lease(string Key, string Owner, long Token);

/// <summary>How an append ended.</summary>
public abstract record Appended
{
    /// <summary>On disk. <see cref="Facts"/> as stored, in order; empty when a command changed nothing.</summary>
    /// <param name="Position">Of its last fact; of the whole journal when it changed nothing.</param>
    public sealed record Committed(long Position, long Version, IReadOnlyList<StoredFact> Facts) : Appended;

    /// <summary>The same command was accepted before; this was its answer.</summary>
    public sealed record Replayed(long Position, long Version) : Appended;

    /// <summary>A stream written or read has moved on; decide again.</summary>
    public sealed record Moved(StreamName Stream, long Expected, long Actual) : Appended;

    /// <summary>The command id was used for something else.</summary>
    public sealed record Reused(string CommandId) : Appended;

    /// <summary>The lease has a higher token by now: another owner acts.</summary>
    public sealed record Fenced(string Key, long Token) : Appended;

    /// <summary>Nothing was written and nothing is lost: a server that is here would not understand it.</summary>
    public sealed record Early(string Reason) : Appended;

    /// <summary>Nothing was written and nothing is lost; the store cannot take it now (a full disk).</summary>
    public sealed record Refused(string Reason) : Appended;
}

public sealed record Receipt(string CommandId, string RequestDigest, StreamName Stream, long Position, long Version);

/// <summary>One fact as it lies on disk. Body and salt are null once redacted.</summary>
public sealed record StoredFact(
    long Position,
    StreamName Stream,
    long Version,
    string Name,
    DateTimeOffset At,
    string Actor,
    string CommandId,
    byte[]? Body,
    byte[]? Salt,
    byte[] Digest,
    byte[] Hash)
{
    /// <summary>What is left of a redacted body, where only some of its texts went.</summary>
    public byte[]? Rest { get; init; }

    /// <summary>Whether it was written after the fact with that hash, with nothing in between.</summary>
    public bool Continues(byte[] previous) => FactHash.Link(
        previous, new FactText(Position, Stream.Value, Version, Name, At.UtcTicks, Actor, CommandId), Digest)
        .AsSpan().SequenceEqual(Hash);
}

/// <summary>What is taken away in one transaction, and why.</summary>
public sealed record Redaction(IReadOnlyList<Blot> Facts, string Reason)
{
    /// <summary>Messages of the outbox, by number: their words go, and what had not left does not leave.</summary>
    public IReadOnlyList<long> Messages { get; init; } = [];

    /// <summary>Messages of other systems, by key: what became of them goes.</summary>
    public IReadOnlyList<string> Deliveries { get; init; } = [];

    /// <summary>Whose row goes from the tables beside the facts; null for nobody.</summary>
    public Person? Person { get; init; }
}

/// <param name="Rest">What stays of the body, as JSON; empty: nothing.</param>
public sealed record Blot(long Position, string Rest = "");

public sealed record Head(long Position, byte[] Hash, long Epoch);

/// <summary>A message that has to leave the house; <see cref="Key"/> goes with it so that it is received
/// once.</summary>
public sealed record OutboxRow(
    string Key,
    string Channel,
    IReadOnlyList<string> To,
    string Title,
    string Text,
    StreamName About,
    DateTimeOffset At)
{
    /// <summary>An iCalendar object that goes with the text; empty: the text alone.</summary>
    public string Calendar { get; init; } = "";
}
