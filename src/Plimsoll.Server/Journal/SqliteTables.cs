using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>The tables in a file: one process has it, and a statement costs no way to anywhere.</summary>
internal sealed class SqliteTables : Tables
{
    private readonly SqliteConnection _connection;
    private readonly HeadTable _heads;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;

    public SqliteTables(SqliteConnection connection, Edition edition)
        : base(connection, new FactTable(connection), new ReceiptTable(connection), new LeaseTable(connection), edition)
    {
        _connection = connection;
        _heads = new HeadTable(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        Head = _heads.Read();
    }

    public int Changes => SQLitePCL.raw.sqlite3_total_changes(_connection.Handle);

    public override void Rollback()
    {
        // SQLite has rolled back by itself after some errors.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) _rollback.Execute();
    }

    public override void Dispose()
    {
        base.Dispose();
        Statement[] own = [_begin, _commit, _rollback];
        foreach (var statement in own) statement.Dispose();
        _heads.Dispose();
    }

    protected override Head Lock(IReadOnlyList<Entry> entries)
    {
        _begin.Execute();
        return _heads.Read();
    }

    protected override void Commit(Head? moved)
    {
        if (moved is not null) _heads.Write(moved);
        _commit.Execute();
    }
}
