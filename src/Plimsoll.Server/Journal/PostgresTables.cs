using Npgsql;
using NpgsqlTypes;

namespace Plimsoll.Server.Journal;

/// <summary>The tables in a database that other nodes write as well: two exchanges for each transaction.</summary>
internal sealed class PostgresTables : Tables
{
    /// <summary>Where nodes tell each other that facts were written.</summary>
    public const string Channel = "plimsoll";

    /// <summary>In place of a line: all that is here was moved elsewhere, and nobody writes here any more.</summary>
    public const string Moved = "moved to ";

    private const string LockHead = "SELECT position, hash, epoch, line, schema FROM head FOR UPDATE";

    // A promoted replica goes on in a timeline of its own; what it had not heard of is not there.
    private const string Here = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";

    private readonly NpgsqlConnection _connection;
    private readonly PostgresFacts _facts;
    private readonly PostgresReceipts _receipts;
    private readonly OtherEditions _others;
    private readonly string _place;
    private readonly string _line;
    private readonly bool _isAnother;
    private readonly Dictionary<long, byte[]> _hashes = [];

    /// <param name="line">The one that was written to before: on another, what was decided may rest on what is not there.</param>
    public static PostgresTables Open(PostgresSettings settings, string line)
    {
        var connection = settings.ForWriting();
        try
        {
            return new PostgresTables(connection, new PostgresFacts(connection), new PostgresReceipts(connection), settings, line);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private PostgresTables(NpgsqlConnection connection, PostgresFacts facts, PostgresReceipts receipts, PostgresSettings settings,
        string line) : base(connection, facts, receipts, new LeaseTable(connection), settings.Edition)
    {
        (_connection, _facts, _receipts, _place) = (connection, facts, receipts, settings.Place);
        _others = new OtherEditions(connection, settings.Edition.Names.Words);
        _line = LineOf(connection);
        _isAnother = _line != line;
    }

    /// <summary>Which line of the database's history a connection writes to; each promotion begins one.</summary>
    public static string LineOf(NpgsqlConnection connection) => connection.Scalar(Here) as string ?? "";

    /// <summary>A command of the next transaction was answered before, or may have been.</summary>
    public bool IsCareful { get; set; }

    /// <summary>The transaction has begun, and has asked for all that an entry rests on.</summary>
    public bool Knows(Entry entry) => !_isAnother && StreamsOf(entry).All(stream => _facts.Remembers(stream));

    public override bool Holds(Known known) => !_isAnother || known.Position == 0
        || (_hashes.TryGetValue(known.Position, out var hash) && hash.AsSpan().SequenceEqual(known.Hash));

    public override string? Early(IReadOnlyList<NewFact> facts) => _others.Obstacle(facts);

    public override void Rollback()
    {
        _facts.Forget();
        _connection.Run("ROLLBACK");
    }

    public override void Dispose()
    {
        base.Dispose();
        _connection.Dispose();
    }

    internal static NpgsqlBatchCommand Say(string sql, params ReadOnlySpan<(string Name, NpgsqlDbType Type, object Value)> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, type, value) in values)
            command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value });
        return command;
    }

    protected override Head Lock(IReadOnlyList<Entry> entries)
    {
        _facts.Begin();
        _receipts.Begin(IsCareful);
        _others.Begin();
        var (head, line) = Locked(entries);
        if (line == _line) return head;
        if (line.StartsWith(Moved, StringComparison.Ordinal)) throw JournalMoved.To(_place, line[Moved.Length..]);
        // The first of a journal is no break in its history.
        if (line != "") head = head with { Epoch = head.Epoch + 1 };
        Run("UPDATE head SET line = @1, epoch = @2", _line, head.Epoch);
        return head;
    }

    protected override void Commit(Head? moved)
    {
        using var batch = new NpgsqlBatch(_connection);
        if (_facts.Write() is { } facts) batch.BatchCommands.Add(facts);
        if (_receipts.Write() is { } receipts) batch.BatchCommands.Add(receipts);
        if (moved is not null)
            batch.BatchCommands.Add(Say(
                "UPDATE head SET position = @position, hash = @hash",
                ("@position", NpgsqlDbType.Bigint, moved.Position), ("@hash", NpgsqlDbType.Bytea, moved.Hash)));
        // A hint to the other nodes; what they count on is that they look every second.
        if (moved is not null) batch.BatchCommands.Add(new NpgsqlBatchCommand($"NOTIFY {Channel}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        batch.ExecuteNonQuery();
        _facts.CommittedAt(Head.Position);
    }

    // What the entries will ask for is read in the same exchange, and never in the statement that waits for the lock: that one sees
    // what was there before it waited, and each after it what is there now.
    private (Head Head, string Line) Locked(IReadOnlyList<Entry> entries)
    {
        using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LockHead));
        batch.BatchCommands.Add(_others.Ask());
        string[] streams = [.. entries.SelectMany(StreamsOf).Distinct()];
        string[] asked = [.. streams.Where(stream => !_facts.IsAlone || !_facts.Remembers(stream))];
        if (asked.Length > 0) batch.BatchCommands.Add(PostgresFacts.Ask(asked));

        (Head Head, string Line) found;
        using (var rows = batch.ExecuteReader())
        {
            if (!rows.Read()) throw new JournalCorrupt(_place, 1, "the head is missing.");
            found = (HeadTable.From(rows), rows.GetString(3));
            Schema.Check(rows.GetInt64(4), _place);
            _facts.LockedAt(found.Head.Position);
            if (rows.NextResult()) _others.Know(rows);
            if (rows.NextResult()) _facts.Know(rows);
        }

        if (asked.Length < streams.Length && !_facts.IsAlone) AskAnew(streams);
        if (_isAnother) AskHashes([.. entries.Select(e => e.Known?.Position).OfType<long>().Distinct()]);
        return found;
    }

    private static IEnumerable<string> StreamsOf(Entry entry) => entry.Readings.Keys.Prepend(entry.Stream).Select(s => s.Value);

    private void AskHashes(long[] positions)
    {
        _hashes.Clear();
        if (positions.Length == 0) return;
        using var command = _connection.Say("SELECT position, hash FROM fact WHERE position = ANY(@positions)", ("@positions", positions));
        using var rows = command.ExecuteReader();
        while (rows.Read()) _hashes[rows.GetInt64(0)] = (byte[])rows.GetValue(1);
    }

    // Another server has begun to write: what we remembered is of no use.
    private void AskAnew(string[] streams)
    {
        using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(PostgresFacts.Ask(streams));
        using var rows = batch.ExecuteReader();
        _facts.Know(rows);
    }
}
