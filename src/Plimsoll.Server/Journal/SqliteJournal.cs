using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The journal of one server, in one SQLite file of its data folder.</summary>
public sealed class SqliteJournal : IJournal
{
    private readonly JournalSettings _settings;
    private readonly DataFolderLock _lock;
    private readonly SqliteConnection _writer;
    private readonly Tables _tables;
    private readonly WriteQueue _queue;
    private readonly Ballast _ballast;
    private readonly JournalMeasures? _measures;

    private SqliteJournal(JournalSettings settings, DataFolderLock held, SqliteConnection writer)
    {
        (_settings, _lock, _writer) = (settings, held, writer);
        _tables = new Tables(writer);
        _ballast = new Ballast(settings.Folder, settings.BallastBytes, settings.Clock);
        _ballast.TakeOn();
        if (settings.Meter is { } meter) _measures = new JournalMeasures(meter, settings.Clock);
        var commit = new GroupCommit(_tables, _ballast, settings, _measures);
        commit.SetLimit();
        commit.MovePages("TRUNCATE");
        _queue = new WriteQueue(_tables, commit);
    }

    /// <summary>The data folder is this server's; nobody has put another in its place.</summary>
    public bool IsHeld => _lock.IsHeld;

    /// <summary>The disk is full: what can wait is refused, pages and incidents are still written.</summary>
    public bool IsShortOfRoom => _ballast.Missing;

    /// <summary>Machine time; null before the first commit of this server.</summary>
    public DateTimeOffset? LastCommit => _measures?.LastCommit;

    /// <summary>Makes the journal if the folder has none.</summary>
    /// <exception cref="JournalUnusable">In use by another server, corrupt, or too new; the message says what
    /// to do.</exception>
    public static SqliteJournal Open(JournalSettings settings)
    {
        var held = DataFolderLock.Take(settings.Folder);
        SqliteConnection? writer = null;
        try
        {
            writer = JournalFiles.ForWriting(settings.File, settings.SecondsForALock);
            Schema.Ensure(writer, settings.File);
            JournalWalk.CheckEnd(writer, settings.File);
            return new SqliteJournal(settings, held, writer);
        }
        catch (Exception problem)
        {
            writer?.Dispose();
            held.Dispose();
            if (!JournalWalk.IsDamage(problem)) throw;
            throw new JournalCorrupt(settings.File, 1, $"the file cannot be opened ({problem.Message}).", problem);
        }
    }

    /// <summary>Checks a data folder without a server; it may be in use by one.</summary>
    public static Verification Verify(string folder, CancellationToken stop)
    {
        var file = new JournalSettings(folder).File;
        return File.Exists(file)
            ? JournalWalk.Verify(file, stop)
            : throw new FileNotFoundException($"There is no journal in {folder}: {file} does not exist.", file);
    }

    public Task<Appended> Append(Entry entry, CancellationToken stop)
    {
        EntryCheck.Check(entry);
        return Counted(_queue.Do(tables => AppendRule.Append(tables, entry), Refused, entry.Urgent, stop));
    }

    public Task<Appended> Redact(Redaction redaction, Entry record, CancellationToken stop)
    {
        EntryCheck.Check(record);
        return Counted(_queue.Do(tables => RedactRule.Redact(tables, redaction, record), Refused, record.Urgent, stop));
    }

    /// <summary>Goes through the writer and changes nothing: it answers when the next fact could be written.</summary>
    public Task Try(CancellationToken stop) => Change(tables => true, stop);

    /// <summary>Whether what was redacted has left the write-ahead file too; looked at again with every write.</summary>
    public Task<bool> IsGone(CancellationToken stop) => Change(tables => !tables.TextRemoved, stop);

    public async Task<Receipt?> Find(string commandId, CancellationToken stop) =>
        await Query(ReceiptTable.ByCommand, ("$command", commandId), ReceiptTable.From, stop) is [var found, ..]
            ? found
            : null;

    public IAsyncEnumerable<StoredFact> Read(long after, CancellationToken stop) =>
        new FactReader(_settings.File).Read(after, stop);

    public async Task<Head> Head(CancellationToken stop) =>
        (await Query(HeadTable.ByOne, ("$one", 1), HeadTable.From, stop)).Single();

    public Task<Verification> Verify(CancellationToken stop) =>
        Task.FromResult(JournalWalk.Verify(_settings.File, stop));

    public async Task<long> Checkpoint(string reactor, CancellationToken stop) =>
        (await Query(CheckpointTable.Read, ("$reactor", reactor), row => row.GetInt64(0), stop)).Single();

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

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _tables.Dispose();
        using (var reader = JournalFiles.ForReading(_settings.File)) SqliteConnection.ClearPool(reader);
        await _writer.DisposeAsync();
        _lock.Dispose();
    }

    /// <summary>The house's own small writes: as urgent as what they belong to.</summary>
    internal Task<T> Change<T>(Func<Tables, T> change, CancellationToken stop) =>
        _queue.Do(change, refused: null, urgent: true, stop);

    internal Task<IReadOnlyList<T>> Query<T>(
        string sql, (string Name, object Value) parameter, Func<SqliteDataReader, T> from, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(Query(sql, [parameter], from));
    }

    internal IReadOnlyList<T> Query<T>(
        string sql, ReadOnlySpan<(string Name, object Value)> parameters, Func<SqliteDataReader, T> from)
    {
        using var connection = JournalFiles.ForReading(_settings.File);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(from(rows));
        return found;
    }

    private async Task<Appended> Counted(Task<Appended> append)
    {
        var ended = await append;
        return _measures?.Counted(ended) ?? ended;
    }

    private static Appended Refused(string reason) => new Appended.Refused(reason);
}
