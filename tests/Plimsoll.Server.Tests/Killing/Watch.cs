using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Reads a server's journal from outside, read-only, while it runs and while it is dead; folds it.</summary>
internal sealed class Watch : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _facts;
    private readonly List<Fact> _all = [];

    public Watch(string dataFolder)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataFolder, JournalSettings.FileName),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        _connection.Open();
        _head = _connection.CreateCommand();
        _head.CommandText = "SELECT max(position) FROM fact";
        _facts = _connection.CreateCommand();
        _facts.CommandText =
            "SELECT position, stream, version, name, at, actor, body FROM fact WHERE position > $after ORDER BY position";
        _facts.Parameters.Add("$after", SqliteType.Integer);
    }

    public World World { get; } = new();

    public IReadOnlyList<Fact> Facts => _all;

    public long Head() => Convert.ToInt64(_head.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Folds what has come.</summary>
    public World CatchUp()
    {
        _facts.Parameters["$after"].Value = World.Position;
        using var row = _facts.ExecuteReader();
        while (row.Read()) Fold(row);
        return World;
    }

    /// <summary>What the outbox holds, one line a message.</summary>
    public List<string> Announced()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT to_json, title FROM outbox";
        using var row = command.ExecuteReader();
        List<string> found = [];
        while (row.Read()) found.Add($"mail to {row.GetString(0)}: {row.GetString(1)}");
        return found;
    }

    /// <summary>Key and state of every message of the outbox.</summary>
    public Dictionary<string, string> Outbox()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT key, state FROM outbox";
        using var row = command.ExecuteReader();
        Dictionary<string, string> found = [];
        while (row.Read()) found.Add(row.GetString(0), row.GetString(1));
        return found;
    }

    public void Dispose()
    {
        _facts.Dispose();
        _head.Dispose();
        _connection.Dispose();
    }

    private void Fold(SqliteDataReader row)
    {
        var stored = new StoredFact(
            row.GetInt64(0), new StreamName(row.GetString(1)), row.GetInt64(2), row.GetString(3),
            new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero), row.GetString(5), "",
            row.GetFieldValue<byte[]>(6), [], [], []);
        var fact = EventNames.OfCore.Read(stored);
        _all.Add(fact);
        World.Apply(fact, StateKinds.OfCore.EmptyOf(stored.Stream));
    }
}
