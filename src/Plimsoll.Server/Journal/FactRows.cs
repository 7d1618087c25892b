using System.Text;
using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using static SQLitePCL.raw;

namespace Plimsoll.Server.Journal;

/// <summary>Steps through stored facts in order and checks that each continues the one before.</summary>
/// <remarks>On the bytes as SQLite holds them: a start reads every fact, and rows through ADO.NET cost twice
/// as much.</remarks>
internal sealed class FactRows : IDisposable
{
    private const string Sql = """
        SELECT position, stream, version, name, at, actor, command, body, salt, digest, hash
        FROM fact WHERE position > ? ORDER BY position LIMIT ?
        """;

    private readonly SqliteConnection _connection;
    private readonly SQLitePCL.sqlite3_stmt _row;

    public FactRows(SqliteConnection connection, long after, int limit)
    {
        _connection = connection;
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(connection.Handle, Sql, out _row), connection.Handle);
        sqlite3_bind_int64(_row, 1, after);
        sqlite3_bind_int64(_row, 2, limit);
    }

    /// <summary>The next fact with its place in the chain checked, its body not yet; null at the end.</summary>
    public StoredFact? Next(long expected, ReadOnlySpan<byte> previous)
    {
        var result = sqlite3_step(_row);
        if (result == SQLITE_DONE) return null;
        if (result != SQLITE_ROW) SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        var columns = Columns();
        var digest = Blob(9);
        var hash = Blob(10);
        if (columns.Position != expected) throw new ChainBroken(expected, "it is missing.");
        if (!FactHash.Link(previous, columns, digest).AsSpan().SequenceEqual(hash))
            throw new ChainBroken(expected, "its hash does not continue the fact before it.");
        return Fact(columns, digest, hash);
    }

    public void Dispose() => _row.Dispose();

    private FactColumns Columns() => new()
    {
        Position = sqlite3_column_int64(_row, 0),
        Stream = Blob(1),
        Version = sqlite3_column_int64(_row, 2),
        Name = Blob(3),
        At = sqlite3_column_int64(_row, 4),
        Actor = Blob(5),
        Command = Blob(6),
    };

    private StoredFact Fact(in FactColumns columns, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> hash) => new(
        columns.Position,
        new StreamName(Encoding.UTF8.GetString(columns.Stream)),
        columns.Version,
        Encoding.UTF8.GetString(columns.Name),
        new DateTimeOffset(columns.At, TimeSpan.Zero),
        Encoding.UTF8.GetString(columns.Actor),
        Encoding.UTF8.GetString(columns.Command),
        BlobOrNull(7),
        BlobOrNull(8),
        digest.ToArray(),
        hash.ToArray());

    private ReadOnlySpan<byte> Blob(int column) => sqlite3_column_blob(_row, column);

    private byte[]? BlobOrNull(int column) =>
        sqlite3_column_type(_row, column) == SQLITE_NULL ? null : Blob(column).ToArray();
}
