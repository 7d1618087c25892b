using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Access;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>Into the data folder of a server that has its journal alone.</summary>
internal sealed class IntoFolder : IMoveTarget
{
    private readonly DataFolderLock _lock;
    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly SegmentFile _segments;

    public IntoFolder(string folder)
    {
        Place = folder;
        _lock = DataFolderLock.Take(Place);
        _file = new JournalSettings(Place).File;
        _connection = JournalFiles.ForWriting(_file, secondsForALock: 5);
        SqliteSchema.Ensure(_connection, _file);
        _segments = new SegmentFile(Path.Combine(Place, "output.db"));
        _segments.Ensure();
    }

    public string Place { get; }

    public string Address => Place;

    public string Start => $"plimsoll-server --data {Place}";

    public DbConnection Journal => _connection;

    public ISegmentDatabase Segments => _segments;

    public async Task Artifact(string sha256, string path, CancellationToken stop)
    {
        await using var content = File.OpenRead(path);
        await new ArtifactStore(Place).Keep(content, path, stop);
    }

    public void Mark(string mark, IEnumerable<(string Name, string Text)> keys)
    {
        ServerMark.Write(Place, mark);
        foreach (var (name, text) in keys) AccessFolder.Write(Path.Combine(Place, name), text + "\n");
    }

    public void Undo() => _connection.Run("UPDATE head SET position = 0");

    public Verification Verify(CancellationToken stop) => JournalWalk.Verify(_file, stop);

    public void Dispose()
    {
        _connection.Dispose();
        SqliteConnection.ClearAllPools();
        _lock.Dispose();
    }
}
