using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;

namespace Plimsoll.Cli.Offline;

/// <summary>Checks the journal in a data folder without its server, which may have refused to start on it.</summary>
internal static class SqliteWalk
{
    public const string FileName = BackupFiles.Journal;

    // Text as the bytes that lie there; a fact's receipt must speak of that fact, as the server's own check wants it.
    private const string Facts = """
        SELECT f.position, CAST(f.stream AS BLOB), f.version, CAST(f.name AS BLOB), f.at, CAST(f.actor AS BLOB),
            CAST(f.command AS BLOB), f.body, f.salt, f.digest, f.hash,
            coalesce(r.position >= f.position AND r.stream = f.stream
                AND r.position - f.position = r.version - f.version, 0)
        FROM fact f LEFT JOIN receipt r ON r.command = f.command
        ORDER BY f.position
        """;

    private const string Head = "SELECT position, hash, (SELECT coalesce(max(position), 0) FROM receipt) FROM head";

    public static Verification Verify(string folder, CancellationToken stop)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) throw Failure.Usage(
            $"There is no journal in {folder}.", $"{file} does not exist.",
            "Name the data folder that the server prints when it starts.");
        var walk = new ChainWalk();
        try
        {
            using var connection = Open(file);
            using var snapshot = connection.BeginTransaction(deferred: true);
            return Walk(connection, walk, stop) ?? End(connection, walk);
        }
        catch (SqliteException problem)
        {
            return walk.Bad($"the file cannot be read there ({problem.Message}).");
        }
    }

    /// <summary>Where a journal ends, and the hash there.</summary>
    public static (long Position, byte[] Hash) HeadOf(string folder)
    {
        using var connection = Open(Path.Combine(folder, FileName));
        using var command = connection.CreateCommand();
        command.CommandText = Head;
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), Blob(row, 1) ?? []) : (0, []);
    }

    /// <summary>A copy is another history from here on: whoever read the original must not read on in it.</summary>
    public static void RaiseEpoch(string folder)
    {
        using var connection = Open(Path.Combine(folder, FileName), SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE head SET epoch = epoch + 1";
        command.ExecuteNonQuery();
    }

    public static SqliteConnection Open(string file, SqliteOpenMode mode = SqliteOpenMode.ReadOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = mode, Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static Verification? Walk(SqliteConnection connection, ChainWalk walk, CancellationToken stop)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Facts;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            stop.ThrowIfCancellationRequested();
            var finding = walk.Next(Columns(row), Blob(row, 8), Blob(row, 7), Blob(row, 9), Blob(row, 10));
            if (finding is not null) return finding;
            if (!row.GetBoolean(11))
                return Verification.Bad(walk.Facts - 1, walk.Facts,
                    "the receipt of its command is missing or altered.");
        }

        return null;
    }

    private static Verification End(SqliteConnection connection, ChainWalk walk)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Head;
        using var row = command.ExecuteReader();
        if (!row.Read()) return walk.Bad("the head is missing.");
        var finding = walk.End(row.GetInt64(0), Blob(row, 1));
        return finding.Intact && row.GetInt64(2) > walk.Facts
            ? walk.Bad($"a command was answered with position {row.GetInt64(2)}; the end is missing.")
            : finding;
    }

    private static FactColumns Columns(SqliteDataReader row) => new()
    {
        Position = row.GetInt64(0), Stream = Blob(row, 1), Version = row.GetInt64(2), Name = Blob(row, 3),
        At = row.GetInt64(4), Actor = Blob(row, 5), Command = Blob(row, 6),
    };

    private static byte[]? Blob(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
