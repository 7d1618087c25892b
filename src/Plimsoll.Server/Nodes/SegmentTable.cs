using System.Data.Common;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Masked output in the database of all nodes: each shows what another brings in.</summary>
internal sealed class SegmentTable(PostgresSettings store) : ISegmentDatabase
{
    /// <summary>Its name among what the servers share: something was overwritten, and may still lie in files.</summary>
    public const string ToPurge = "output-to-purge";

    public void Ensure()
    {
        using var connection = store.ForReading();
        Make(connection);
    }

    public static void Make(DbConnection connection)
    {
        // Making an index that is there locks its table all the same.
        if (PostgresSchema.Has(connection, "segment_line")) return;
        connection.Run(PostgresSchema.Said(
            """
            CREATE TABLE IF NOT EXISTS segment (
                attempt TEXT NOT NULL, number INTEGER NOT NULL, raw_from INTEGER NOT NULL, raw_to INTEGER NOT NULL,
                observed_at TEXT NOT NULL, text BLOB NOT NULL, line_from INTEGER, line_to INTEGER, UNIQUE (attempt, number));
            CREATE INDEX IF NOT EXISTS segment_place ON segment (attempt, raw_from);
            """) + SegmentLines.Index);
    }

    public DbConnection Open() => store.ForReading();

    /// <exception cref="JournalFenced">The work is another node's.</exception>
    public void Fence(DbConnection transaction)
    {
        if (Acting.Under is not { } lease) return;
        // A node that stands still in the middle of this keeps nobody waiting for longer.
        transaction.Run("SET LOCAL idle_in_transaction_session_timeout = '5s'");
        // Whoever takes the ownership waits until this is written; whoever keeps it does not.
        using var command = transaction.Say("SELECT 1 FROM lease WHERE key = @key AND owner = @owner AND token = @token FOR KEY SHARE");
        command.Add("@key", lease.Key);
        command.Add("@owner", lease.Owner);
        command.Add("@token", lease.Token);
        if (command.ExecuteScalar() is null) throw new JournalFenced(lease.Key);
    }

    public string Holds(string column, string parameter) => $"position({parameter} IN {column}) > 0";

    public void Overwrite(string attempt, int number, byte[] text)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.Say(
            "UPDATE segment SET text = @text WHERE attempt = @attempt AND number = @number",
            ("@text", text), ("@attempt", attempt), ("@number", number));
        command.ExecuteNonQuery();
        // Whoever starts next goes on with what a kill leaves here.
        SharedTexts.Put(connection, ToPurge, Guid.NewGuid().ToString("N"));
        transaction.Commit();
    }

    /// <remarks>Rows that were overwritten stay in the files until then.</remarks>
    public async Task Purge(CancellationToken stop)
    {
        await using var connection = store.ForMoving();
        while (connection.Scalar($"SELECT text FROM shared WHERE name = '{ToPurge}'") is string mark)
        {
            // It still sees what was there before, and keeps it in the files.
            if (PostgresSettings.IsBackedUp(connection)) throw JournalHeld.ByBackup(store.Place);
            await using (var vacuum = connection.Say("VACUUM segment")) await vacuum.ExecuteNonQueryAsync(stop);
            // Unless another was overwritten meanwhile.
            await using var done = connection.Say(
                $"DELETE FROM shared WHERE name = '{ToPurge}' AND text = @mark", ("@mark", mark));
            await done.ExecuteNonQueryAsync(stop);
        }
    }
}
