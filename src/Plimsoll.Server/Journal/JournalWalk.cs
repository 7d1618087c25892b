using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Reads a whole journal in one snapshot and checks every stored byte the chain speaks for.</summary>
internal static class JournalWalk
{
    // Text is compared as the bytes that lie there, not as what they decode to.
    private static string Everything(Func<string, string> bytes) => $"""
        SELECT f.position, {bytes("f.stream")}, f.version, {bytes("f.name")}, f.at, {bytes("f.actor")},
            {bytes("f.command")}, f.body, f.salt, f.digest, f.hash,
            r.position >= f.position AND r.stream = f.stream AND r.position - f.position = r.version - f.version
        FROM fact f LEFT JOIN receipt r ON r.command = f.command
        ORDER BY f.position
        """;

    public static Verification Verify(string file, CancellationToken stop)
    {
        var walk = new ChainWalk();
        try
        {
            using var connection = JournalFiles.ForReading(file, pooled: false);
            SqliteSchema.Check(connection, file);
            using var snapshot = connection.BeginTransaction(deferred: true);
            var found = Of(connection, column => $"CAST({column} AS BLOB)", walk, stop);
            return found.Intact && Damage(connection) is { } damage
                ? Verification.Bad(walk.Facts, Math.Max(1, walk.Facts), damage)
                : found;
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            return walk.Bad($"the file cannot be read there ({problem.Message}).");
        }
        catch (JournalUnusable problem)
        {
            return Verification.Bad(0, (problem as JournalCorrupt)?.Position ?? 1, problem.Message);
        }
    }

    /// <param name="connection">In a transaction that sees one moment.</param>
    /// <param name="bytes">How the store says the bytes of a column of text.</param>
    public static Verification Of(
        DbConnection connection, Func<string, string> bytes, ChainWalk walk, CancellationToken stop) =>
        Walk(connection, Everything(bytes), walk, stop) ?? End(connection, walk);

    /// <summary>What reading a file whose bytes were altered can throw; a NULL where none can be is one of them.</summary>
    public static bool IsDamage(Exception problem) =>
        problem is SqliteException or InvalidOperationException or InvalidCastException or OverflowException;

    /// <summary>A look at the end only: what a start can afford before it reads everything anyway.</summary>
    public static void CheckEnd(DbConnection connection, string file)
    {
        using var command = connection.Say("""
            SELECT h.position, h.hash, coalesce((SELECT max(position) FROM fact), 0),
                (SELECT hash FROM fact WHERE position = h.position), (SELECT count(*) FROM head)
            FROM head h
            """);
        using var row = command.ExecuteReader();
        if (!row.Read() || row.GetInt64(4) != 1) throw new JournalCorrupt(file, 1, "the head is missing.");
        var (head, last) = (row.GetInt64(0), row.GetInt64(2));
        if (head != last)
            throw new JournalCorrupt(
                file,
                Math.Min(head, last) + 1,
                $"the head says {head} is the last position, the last fact has {last}."
                    + (head == 0 ? " That is what a move leaves that broke off: if it was one, repeat it where it began." : ""));
        var hash = head == 0 ? FactHash.Start : row.GetFieldValue<byte[]>(3);
        if (!hash.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(1)))
            throw new JournalCorrupt(file, Math.Max(1, head), "the head has another hash than the last fact.");
    }

    private static Verification? Walk(DbConnection connection, string everything, ChainWalk walk, CancellationToken stop)
    {
        using var command = connection.Say(everything);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (walk.Facts % 1024 == 0) stop.ThrowIfCancellationRequested();
            if (Next(walk, row) is { } finding) return finding;
            if (row.IsDBNull(11) || !row.GetBoolean(11))
                return Verification.Bad(
                    walk.Facts - 1, walk.Facts, "the receipt of its command is missing or altered.");
        }

        return null;
    }

    private static Verification? Next(ChainWalk walk, DbDataReader row)
    {
        var columns = new FactColumns
        {
            Position = row.GetInt64(0),
            Stream = row.GetFieldValue<byte[]>(1),
            Version = row.GetInt64(2),
            Name = row.GetFieldValue<byte[]>(3),
            At = row.GetInt64(4),
            Actor = row.GetFieldValue<byte[]>(5),
            Command = row.GetFieldValue<byte[]>(6),
        };
        return walk.Next(columns, Blob(row, 8), Blob(row, 7), Blob(row, 9), Blob(row, 10));
    }

    private static Verification End(DbConnection connection, ChainWalk walk)
    {
        using var command = connection.Say("SELECT position, hash, (SELECT coalesce(max(position), 0) FROM receipt) FROM head");
        using var row = command.ExecuteReader();
        if (!row.Read()) return walk.Bad("the head is missing.");
        return walk.End(row.GetInt64(0), Blob(row, 1), answered: row.GetInt64(2));
    }

    // The facts are all there; an index that leads past one would still let a stream be written twice.
    private static string? Damage(SqliteConnection connection)
    {
        using var command = connection.Say("PRAGMA integrity_check(1)");
        return command.ExecuteScalar() is "ok" ? null : $"SQLite finds the file damaged: {command.ExecuteScalar()}.";
    }

    private static byte[]? Blob(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
