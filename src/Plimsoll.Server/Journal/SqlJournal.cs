using System.Data.Common;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The journal in a database, with the tables of the house beside its facts.</summary>
public abstract class SqlJournal : IJournal
{
    private readonly WriteQueue _queue;
    private readonly JournalMeasures? _measures;
    private volatile string? _closed;

    private protected SqlJournal(DataFolderLock held, IGroupCommit commit, JournalMeasures? measures)
    {
        (Folder, _measures) = (held, measures);
        _queue = new WriteQueue(commit);
    }

    /// <summary>The data folder is this server's; nobody has put another in its place.</summary>
    public bool IsHeld => Folder.IsHeld;

    /// <summary>Machine time; null before the first commit of this server.</summary>
    public DateTimeOffset? LastCommit => _measures?.LastCommit;

    /// <summary>The disk is full: what can wait is refused.</summary>
    public abstract bool IsShortOfRoom { get; }

    public Task<Appended> Append(Entry entry, CancellationToken stop)
    {
        EntryCheck.Check(entry);
        entry = entry with { Lease = entry.Lease ?? Acting.Under };
        return Counted(_queue.Do(
            new Write<Appended>(tables => _closed is { } why ? Refused(why) : AppendRule.Append(tables, entry),
                Refused, entry.Urgent, entry), stop));
    }

    public Task<Appended> Redact(Redaction redaction, Entry record, CancellationToken stop)
    {
        EntryCheck.Check(record);
        return Counted(_queue.Do(new Write<Appended>(
            tables =>
            {
                if (_closed is { } why) return Refused(why);
                var ended = RedactRule.Redact(tables, redaction, record);
                if (redaction.Person is not null) Tell(tables, People.Name);
                return ended;
            },
            Refused, record.Urgent), stop));
    }

    /// <summary>Goes through the writer and changes nothing: it answers when the next fact could be written.</summary>
    public Task Try(CancellationToken stop) => Change(tables => true, stop);

    /// <summary>Whether what was redacted has left the files of the store too; looked at again with every write.</summary>
    public Task<bool> IsGone(CancellationToken stop) => Change(tables => !tables.TextRemoved, stop);

    public async Task<Receipt?> Find(string commandId, CancellationToken stop) =>
        await Query(ReceiptTable.ByCommand, ("@command", commandId), ReceiptTable.From, stop) is [var found, ..]
            ? found
            : null;

    public abstract IAsyncEnumerable<StoredFact> Read(long after, CancellationToken stop, byte[]? known = null);

    public async Task<Head> Head(CancellationToken stop) =>
        (await Query(HeadTable.ByOne, ("@one", 1), HeadTable.From, stop)).Single();

    /// <summary>The position of the last fact.</summary>
    internal long End => Query(HeadTable.ByOne, [("@one", 1)], HeadTable.From).Single().Position;

    public abstract Task<Verification> Verify(CancellationToken stop);

    public async Task<long> Checkpoint(string reactor, CancellationToken stop) =>
        (await Query(CheckpointTable.Read, ("@reactor", reactor), row => row.GetInt64(0), stop)).Single();

    public Task MoveCheckpoint(string reactor, long position, IReadOnlyList<OutboxRow> rows, CancellationToken stop) =>
        Change(
            tables =>
            {
                foreach (var row in rows) tables.Outbox.Add(row);
                tables.Checkpoints.Move(reactor, position);
                return true;
            },
            stop);

    public Task<Lease> Claim(string key, string owner, CancellationToken stop) =>
        Change(tables => tables.Leases.Claim(key, owner), stop);

    public async Task<string> WriterOf(long position, CancellationToken stop) =>
        await Query(Writers.Of, ("@position", position), row => row.GetString(0), stop) is [var version] ? version : "";

    public virtual async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The house's own small writes: as urgent as what they belong to.</summary>
    /// <exception cref="JournalFenced">They were to be done under an ownership that another node has by now.</exception>
    internal Task<T> Change<T>(Func<Tables, T> change, CancellationToken stop)
    {
        var lease = Acting.Under;
        return _queue.Do(new Write<T>(Fenced, refused: null, urgent: true), stop);

        T Fenced(Tables tables) => _closed is { } why ? throw new JournalMoved(why)
            : lease is not null && tables.Leases.Fence(lease) is not null ? throw new JournalFenced(lease.Key)
            : change(tables);
    }

    internal Task<IReadOnlyList<T>> Query<T>(
        string sql, (string Name, object Value) parameter, Func<DbDataReader, T> from, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(Query(sql, [parameter], from));
    }

    internal IReadOnlyList<T> Query<T>(
        string sql, IReadOnlyList<(string Name, object Value)> parameters, Func<DbDataReader, T> from) => Reading(() =>
    {
        using var connection = Reader();
        using var command = connection.Say(sql);
        foreach (var (name, value) in parameters) command.Add(name, value);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(from(rows));
        return found;
    });

    /// <summary>Does something that only reads; again, where the store was away for a moment.</summary>
    private protected virtual T Reading<T>(Func<T> read) => read();

    /// <summary>Let go last of all.</summary>
    private protected DataFolderLock Folder { get; }

    /// <summary>From now on every write is refused with these words; what stood in the queue before is written by then.</summary>
    internal Task Close(string why, CancellationToken stop)
    {
        _closed = why;
        return _queue.Do(new Write<bool>(_ => true, refused: null, urgent: true), stop);
    }

    /// <summary>From now on every write is refused with these words.</summary>
    internal void StandDown(string why) => _closed = why;

    internal void Reopen() => _closed = null;

    /// <summary>Why nothing is written here any more; null: it is.</summary>
    internal string? Closed => _closed;

    /// <summary>For whoever copies all of it.</summary>
    internal DbConnection Open() => Reader();

    /// <summary>All of it is about to be at another place too: until it is known which of them counts, no server starts here.</summary>
    /// <param name="to">How that place is found again.</param>
    internal abstract void MarkMoving(string to);

    internal abstract bool IsMoving { get; }

    /// <summary>Where all of it is by now; null: here.</summary>
    internal abstract string? MovedTo { get; }

    /// <summary>It is here, and here alone.</summary>
    internal abstract void ForgetMoving();

    /// <summary>No server starts here any more.</summary>
    /// <param name="end">Where the journal ended when it was copied; it has to end there still.</param>
    internal abstract void MarkMoved(string place, long end);

    /// <summary>What is kept in memory under a name was changed; other servers read it again.</summary>
    internal virtual void Tell(Tables tables, string name)
    {
    }

    /// <summary>A connection of its own for somebody who reads; what it sees was committed.</summary>
    private protected abstract DbConnection Reader();

    private async Task<Appended> Counted(Task<Appended> append)
    {
        var ended = await append;
        return _measures?.Counted(ended) ?? ended;
    }

    private static Appended Refused(string reason) => new Appended.Refused(reason);
}
