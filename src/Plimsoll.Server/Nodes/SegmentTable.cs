using System.Data.Common;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Masked output in the database of all nodes: each shows what another brings in.</summary>
internal sealed class SegmentTable(PostgresSettings store) : ISegmentDatabase
{
    public void Ensure()
    {
        using var connection = store.ForReading();
        Make(connection);
    }

    public static void Make(DbConnection connection)
    {
        // Making an index that is there locks its table all the same.
        if (connection.Count("SELECT count(*) WHERE to_regclass('segment_line') IS NOT NULL") > 0) return;
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
        using (var command = connection.Say("UPDATE segment SET text = @text WHERE attempt = @attempt AND number = @number"))
        {
            command.Add("@text", text);
            command.Add("@attempt", attempt);
            command.Add("@number", number);
            command.ExecuteNonQuery();
        }

        connection.Run("VACUUM segment");
    }
}
