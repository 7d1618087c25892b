using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>Copies the tables of a house from one store to the other, row by row, as they are.</summary>
internal static class MovedTables
{
    private const int AtOnce = 5_000;

    // What belongs together with the facts by the time the head is written. Sessions are left: people sign in again.
    internal static readonly string[] Beside =
    [
        "receipt", "writer", "checkpoint", "outbox", "lease", "people", "account", "recovery_code", "invitation", "api_token", "identity", "secret",
        "inbound_delivery", "inbound_alert",
    ];

    /// <summary>The facts and everything beside them, as one transaction of whoever asks sees them.</summary>
    /// <param name="from">Written by this version or one before: what came later is not there yet.</param>
    public static void All(DbConnection from, DbConnection to, CancellationToken stop)
    {
        Rows(from, to, "fact", "ORDER BY position", stop);
        foreach (var table in Beside.Where(table => from is not SqliteConnection
            || from.Count($"SELECT count(*) FROM sqlite_schema WHERE name = '{table}'") > 0))
            Rows(from, to, table, "", stop);
    }

    /// <summary>Output, in the transaction of whoever asks.</summary>
    public static void Output(DbConnection from, DbConnection to, CancellationToken stop) => Rows(from, to, "segment", "", stop);

    /// <summary>Facts after those that are there; each group is on disk before the next.</summary>
    /// <param name="upTo">The end of the journal when nothing was written to it any more.</param>
    public static void Facts(DbConnection from, DbConnection to, long upTo, CancellationToken stop)
    {
        for (var after = to.Count("SELECT coalesce(max(position), 0) FROM fact"); after < upTo; after += AtOnce)
        {
            stop.ThrowIfCancellationRequested();
            using var transaction = to.BeginTransaction();
            Rows(from, to, "fact", $"WHERE position > {after} AND position <= {after + AtOnce} ORDER BY position", stop);
            transaction.Commit();
        }
    }

    /// <summary>Everything beside the facts, and what was taken out of facts that were copied before.</summary>
    public static void TheRest(DbConnection from, DbConnection to)
    {
        foreach (var table in Beside)
        {
            to.Run($"DELETE FROM {table}");
            Rows(from, to, table, "", CancellationToken.None);
        }

        foreach (var position in Redacted(from)) to.Run($"UPDATE fact SET body = NULL, salt = NULL WHERE position = {position}");
    }

    /// <summary>Output; what is there is left.</summary>
    public static void Segments(DbConnection from, DbConnection to)
    {
        using var transaction = to.BeginTransaction();
        Rows(from, to, "segment", "ORDER BY attempt, number", CancellationToken.None);
        transaction.Commit();
    }

    private static void Rows(DbConnection from, DbConnection to, string table, string which, CancellationToken stop)
    {
        using var all = from.Say($"SELECT * FROM {table} {which}");
        using var row = all.ExecuteReader();
        var columns = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList();
        using var write = to.Say($"INSERT INTO {table} ({string.Join(", ", columns)}) "
            + $"VALUES ({string.Join(", ", columns.Select(column => $"@{column}"))}) ON CONFLICT DO NOTHING");
        foreach (var column in columns) write.Add($"@{column}", DBNull.Value);
        for (var read = 0; Next(row, read, stop); read++)
        {
            for (var i = 0; i < columns.Count; i++) write.Parameters[i].Value = row.GetValue(i);
            write.ExecuteNonQuery();
        }
    }

    private static bool Next(DbDataReader row, int read, CancellationToken stop)
    {
        if (read % 1_024 == 0) stop.ThrowIfCancellationRequested();
        return row.Read();
    }

    private static List<long> Redacted(DbConnection from)
    {
        using var read = from.Say("SELECT position FROM fact WHERE body IS NULL");
        using var row = read.ExecuteReader();
        List<long> found = [];
        while (row.Read()) found.Add(row.GetInt64(0));
        return found;
    }
}
