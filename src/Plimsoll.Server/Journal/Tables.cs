using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>The writer's tables inside its one transaction at a time.</summary>
internal sealed class Tables : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly HeadTable _heads;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private Head? _stored;

    public Tables(SqliteConnection connection)
    {
        _connection = connection;
        _heads = new HeadTable(connection);
        Facts = new FactTable(connection);
        Receipts = new ReceiptTable(connection);
        Leases = new LeaseTable(connection);
        Checkpoints = new CheckpointTable(connection);
        Outbox = new OutboxTable(OutboxTable.Prepared(connection));
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        Head = _heads.Read();
    }

    public SqliteConnection Connection => _connection;
    public FactTable Facts { get; }
    public ReceiptTable Receipts { get; }
    public LeaseTable Leases { get; }
    public CheckpointTable Checkpoints { get; }
    public OutboxTable Outbox { get; }

    /// <summary>The end of the journal, with what this transaction has added.</summary>
    public Head Head { get; set; }

    /// <summary>A fact's text was taken away and may still lie in the write-ahead file.</summary>
    public bool TextRemoved { get; set; }

    public void Begin()
    {
        _begin.Execute();
        _stored = Head = _heads.Read();
    }

    public void Commit()
    {
        if (!ReferenceEquals(Head, _stored)) _heads.Write(Head);
        _commit.Execute();
    }

    public void Rollback()
    {
        // SQLite has rolled back by itself after some errors.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) _rollback.Execute();
    }

    /// <summary>A statement of the house that is too rare to be kept prepared; parameters are $1, $2, ...</summary>
    public int Run(string sql, params ReadOnlySpan<object> values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Statement[] own = [_begin, _commit, _rollback];
        foreach (var statement in own) statement.Dispose();
        _heads.Dispose();
        Facts.Dispose();
        Receipts.Dispose();
        Leases.Dispose();
        Checkpoints.Dispose();
        Outbox.Dispose();
    }
}
