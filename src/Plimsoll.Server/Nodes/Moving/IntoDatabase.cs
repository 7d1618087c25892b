using System.Data;
using System.Data.Common;
using Npgsql;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>Into PostgreSQL.</summary>
internal sealed class IntoDatabase : IMoveTarget
{
    private readonly PostgresSettings _store;
    private readonly NpgsqlConnection _connection;

    public IntoDatabase(PostgresSettings store)
    {
        _store = store;
        try
        {
            _connection = store.ForMoving();
            PostgresSchema.Ensure(_connection, store.Place);
            Segments.Ensure();
        }
        catch (Exception problem) when (problem is NpgsqlException or System.Net.Sockets.SocketException)
        {
            _connection?.Dispose();
            throw new JournalAway(store.Place, problem);
        }
    }

    public string Place => _store.Place;

    public string Address => new NpgsqlConnectionStringBuilder(_store.Database.ToString()) { Password = null }.ToString();

    public string Start => $"PLIMSOLL_DATABASE={_store.Address} plimsoll-server --data {_store.Folder}";

    public DbConnection Journal => _connection;

    public ISegmentDatabase Segments => new SegmentTable(_store);

    public Task Artifact(string sha256, string path, CancellationToken stop) => new ArtifactTable(_store).Save(sha256, path, stop);

    public void Mark(string mark, IEnumerable<(string Name, string Text)> keys)
    {
        foreach (var (name, text) in keys.Append((SharedMark.Name, mark))) SharedTexts.Put(_connection, name, text);
        PostgresSchema.GoOnNumbering(_connection);
    }

    public void Undo()
    {
        // The one it was filled by may have broken.
        using var connection = _store.ForMoving();
        connection.Run("UPDATE head SET position = 0");
    }

    public Verification Verify(CancellationToken stop)
    {
        using var snapshot = _connection.BeginTransaction(IsolationLevel.RepeatableRead);
        return JournalWalk.Of(_connection, PostgresJournal.Bytes, new ChainWalk(), stop);
    }

    public void Dispose() => _connection.Dispose();
}
