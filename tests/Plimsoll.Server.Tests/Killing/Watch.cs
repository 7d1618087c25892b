using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Reads a server's journal from outside, read-only, while it runs and while it is dead; folds it.</summary>
internal sealed class Watch : IDisposable
{
    private readonly DbConnection _connection;
    private readonly List<Fact> _all = [];

    public Watch(string dataFolder) : this(new SqliteConnection(new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataFolder, JournalSettings.FileName),
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
    }.ToString()))
    {
    }

    public Watch(DbConnection connection)
    {
        _connection = connection;
        _connection.Open();
    }

    public World World { get; } = new();

    public IReadOnlyList<Fact> Facts => _all;

    public long Head() => _connection.Count("SELECT max(position) FROM fact");

    /// <summary>Folds what has come.</summary>
    public World CatchUp()
    {
        using var facts = _connection.Say(
            "SELECT position, stream, version, name, at, actor, body FROM fact WHERE position > @after ORDER BY position");
        facts.Add("@after", World.Position);
        using var row = facts.ExecuteReader();
        while (row.Read()) Fold(row);
        return World;
    }

    /// <summary>What the outbox holds, one line a message.</summary>
    public List<string> Announced()
    {
        using var command = _connection.Say("SELECT to_json, title FROM outbox");
        using var row = command.ExecuteReader();
        List<string> found = [];
        while (row.Read()) found.Add($"mail to {row.GetString(0)}: {row.GetString(1)}");
        return found;
    }

    /// <summary>Key and state of every message of the outbox.</summary>
    public Dictionary<string, string> Outbox()
    {
        using var command = _connection.Say("SELECT key, state FROM outbox");
        using var row = command.ExecuteReader();
        Dictionary<string, string> found = [];
        while (row.Read()) found.Add(row.GetString(0), row.GetString(1));
        return found;
    }

    /// <summary>What has not left, and why, one line a message.</summary>
    public List<string> NotLeft()
    {
        using var command = _connection.Say(
            "SELECT key, state, tries, next_try, last_error FROM outbox WHERE state NOT IN ('sent', 'withdrawn')");
        using var row = command.ExecuteReader();
        List<string> found = [];
        while (row.Read())
        {
            var due = new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero);
            found.Add($"{row.GetString(0)} {row.GetString(1)}, try {row.GetInt64(2)}, due {due:mm:ss}: {(row.IsDBNull(4) ? "" : row.GetString(4))}");
        }

        return found;
    }

    public void Dispose()
    {
        _connection.Dispose();
    }

    private void Fold(DbDataReader row)
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
