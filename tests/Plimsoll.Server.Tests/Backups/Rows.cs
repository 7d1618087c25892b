using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>Every row of every table of a house, as text, whichever store it is in.</summary>
internal sealed class Rows
{
    /// <summary>All that is kept; sessions and what only servers among each other need are made anew.</summary>
    public static readonly string[] Tables =
    [
        "fact", "receipt", "writer", "checkpoint", "outbox", "lease", "people", "account", "recovery_code", "invitation", "api_token", "identity", "secret",
        "inbound_delivery", "inbound_alert", "segment",
    ];

    private readonly Dictionary<string, Dictionary<string, string>> _tables = [];

    /// <summary>By what names a row, in the order of the names.</summary>
    public IReadOnlyDictionary<string, string> this[string table] => _tables[table];

    public long Position { get; private set; }

    public long Epoch { get; private set; }

    public static Rows Of(string folder)
    {
        var rows = new Rows();
        using var journal = Open(Path.Combine(folder, BackupFiles.Journal));
        using var output = Open(Path.Combine(folder, BackupFiles.Output));
        rows.Read(journal, output);
        return rows;
    }

    /// <summary>The tables there are in a folder.</summary>
    public static IEnumerable<string> TablesOf(string folder)
    {
        foreach (var name in (string[])[BackupFiles.Journal, BackupFiles.Output])
        {
            using var connection = Open(Path.Combine(folder, name));
            using var command = new SqliteCommand("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", connection);
            using var row = command.ExecuteReader();
            while (row.Read()) yield return row.GetString(0);
        }
    }

    /// <summary>As of one moment.</summary>
    public static Rows Of(NpgsqlConnectionStringBuilder database)
    {
        var rows = new Rows();
        using var connection = new NpgsqlConnection($"{database};Pooling=false");
        connection.Open();
        using var moment = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        rows.Read(connection, connection);
        return rows;
    }

    /// <summary>The artifacts of a folder by the name of their file; each holds what it is named by.</summary>
    public static List<string> Artifacts(string folder)
    {
        var found = new DirectoryInfo(Path.Combine(folder, BackupFiles.Artifacts)).GetFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name.Length == 64).ToList();
        foreach (var file in found)
        {
            using var content = file.OpenRead();
            Assert.Equal(file.Name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
        }

        return [.. found.Select(file => file.Name).Order(StringComparer.Ordinal)];
    }

    public static List<string> Artifacts(NpgsqlConnectionStringBuilder database)
    {
        using var connection = new NpgsqlConnection($"{database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(
            "SELECT sha256, encode(sha256(string_agg(bytes, ''::bytea ORDER BY number)), 'hex') FROM artifact_part GROUP BY sha256", connection);
        using var row = command.ExecuteReader();
        List<string> found = [];
        while (row.Read())
        {
            Assert.Equal(row.GetString(0), row.GetString(1));
            found.Add(row.GetString(0));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>All of it is in the other one, and nothing else.</summary>
    public void AreThoseOf(Rows other, params string[] but)
    {
        Assert.Equal(Position, other.Position);
        foreach (var table in Tables.Except(but)) Assert.Equal(_tables[table], other._tables[table]);
    }

    /// <summary>Nothing that was there before is missing, and nothing is in it that was not there afterwards.</summary>
    /// <param name="changing">Tables whose rows are changed by what happens meanwhile; their names are compared.</param>
    public void AreBetween(Rows before, Rows after, params string[] changing)
    {
        foreach (var table in Tables)
        {
            var (mine, earlier, later) = (_tables[table], before._tables[table], after._tables[table]);
            Assert.Empty(earlier.Keys.Except(mine.Keys));
            Assert.Empty(mine.Keys.Except(later.Keys));
            if (changing.Contains(table)) continue;
            Assert.All(earlier, row => Assert.Equal(row.Value, mine[row.Key]));
            Assert.All(mine, row => Assert.Equal(later[row.Key], row.Value));
        }

        // Whatever was committed up to its last fact, and nothing after it.
        Assert.Equal(after["fact"].Take((int)Position), _tables["fact"]);
    }

    private void Read(DbConnection journal, DbConnection output)
    {
        foreach (var table in Tables) _tables[table] = All(table == "segment" ? output : journal, table);
        using var command = journal.CreateCommand();
        command.CommandText = "SELECT position, epoch FROM head";
        using var row = command.ExecuteReader();
        row.Read();
        (Position, Epoch) = (row.GetInt64(0), row.GetInt64(1));
    }

    private static Dictionary<string, string> All(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using var row = command.ExecuteReader();
        // What names a row stands first: attempt and number, the five parts of a secret's name, or one column.
        var names = table switch { "segment" => 2, "secret" => 5, _ => 1 };
        List<(string Name, string Text)> found = [];
        while (row.Read())
        {
            var columns = Enumerable.Range(0, row.FieldCount)
                .Select(i => (Name: row.GetName(i), Text: Said(row.GetValue(i)))).ToList();
            found.Add((string.Join(' ', columns.Take(names).Select(c => c.Text)),
                string.Join('\n', columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name} {c.Text}"))));
        }

        return found.OrderBy(r => table == "fact" ? r.Name.PadLeft(20, '0') : r.Name, StringComparer.Ordinal).ToDictionary(r => r.Name, r => r.Text);
    }

    private static string Said(object value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DBNull => "nothing",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }
}
