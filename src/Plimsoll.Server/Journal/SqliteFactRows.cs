using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Plimsoll.Server.Journal;

/// <remarks>On the bytes as SQLite holds them: a start reads every fact, and rows through ADO.NET cost twice
/// as much.</remarks>
internal sealed class SqliteFactRows : FactRows
{
    private const string Sql = $"SELECT {Columns} FROM fact WHERE position > ? ORDER BY position LIMIT ?";
    private readonly SqliteConnection _connection;
    private readonly SQLitePCL.sqlite3_stmt _row;

    public SqliteFactRows(SqliteConnection connection, long after, int limit)
    {
        _connection = connection;
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(connection.Handle, Sql, out _row), connection.Handle);
        sqlite3_bind_int64(_row, 1, after);
        sqlite3_bind_int64(_row, 2, limit);
    }

    public override void Dispose() => _row.Dispose();

    protected override bool Step()
    {
        var result = sqlite3_step(_row);
        if (result is not (SQLITE_DONE or SQLITE_ROW)) SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        return result == SQLITE_ROW;
    }

    protected override long Number(int column) => sqlite3_column_int64(_row, column);

    protected override ReadOnlySpan<byte> Blob(int column) => sqlite3_column_blob(_row, column);

    protected override bool IsNull(int column) => sqlite3_column_type(_row, column) == SQLITE_NULL;
}
