using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>Where masked output is kept.</summary>
internal interface ISegmentDatabase
{
    void Ensure();

    DbConnection Open();

    /// <summary>Nobody brings in output for work that another server does by now.</summary>
    void Fence(DbConnection transaction);

    /// <summary>The condition that the bytes of a column hold those of a parameter.</summary>
    string Holds(string column, string parameter);

    /// <summary>Nobody reads any more what was there before.</summary>
    void Overwrite(string attempt, int number, byte[] text);

    /// <summary>Nothing of what was overwritten stays in a file; that may take long.</summary>
    Task Purge(CancellationToken stop);
}

/// <summary>A file of the data folder, beside the journal's.</summary>
internal sealed class SegmentFile(string file) : ISegmentDatabase
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    public void Ensure()
    {
        using var connection = Open();
        connection.Run("PRAGMA journal_mode = WAL");
        Make(connection);
    }

    public static void Make(DbConnection connection)
    {
        connection.Run(
            """
            CREATE TABLE IF NOT EXISTS segment (
                attempt TEXT NOT NULL, number INTEGER NOT NULL, raw_from INTEGER NOT NULL, raw_to INTEGER NOT NULL,
                observed_at TEXT NOT NULL, text BLOB NOT NULL, UNIQUE (attempt, number));
            CREATE INDEX IF NOT EXISTS segment_place ON segment (attempt, raw_from);
            """);
        SegmentLines.AddTo(connection);
    }

    public DbConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        connection.Run("PRAGMA synchronous = NORMAL");
        return connection;
    }

    public void Fence(DbConnection transaction)
    {
        // Nobody else has the file.
    }

    public string Holds(string column, string parameter) => $"instr({column}, {parameter}) > 0";

    public void Overwrite(string attempt, int number, byte[] text)
    {
        using var connection = Open();
        using var command = connection.Say(
            """
            PRAGMA secure_delete = ON;
            UPDATE segment SET text = @text WHERE attempt = @attempt AND number = @number;
            """);
        command.Add("@attempt", attempt);
        command.Add("@number", number);
        command.Add("@text", text);
        command.ExecuteNonQuery();
    }

    public Task Purge(CancellationToken stop)
    {
        using var connection = Open();
        connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        return Task.CompletedTask;
    }
}
