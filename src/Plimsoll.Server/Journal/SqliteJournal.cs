using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The journal of one server, in one SQLite file of its data folder.</summary>
public sealed class SqliteJournal : SqlJournal
{
    private readonly JournalSettings _settings;
    private readonly SqliteConnection _writer;
    private readonly Ballast _ballast;

    private SqliteJournal(
        JournalSettings settings, DataFolderLock held, SqliteConnection writer, Ballast ballast, JournalMeasures? measures)
        : base(held, Commit(settings, writer, ballast, measures), measures) =>
        (_settings, _writer, _ballast) = (settings, writer, ballast);

    /// <summary>The disk is full: what can wait is refused, pages and incidents are still written.</summary>
    public override bool IsShortOfRoom => _ballast.Missing;

    /// <summary>Makes the journal if the folder has none.</summary>
    /// <exception cref="JournalUnusable">In use by another server, corrupt, or too new; the message says what
    /// to do.</exception>
    public static SqliteJournal Open(JournalSettings settings)
    {
        if (MovedFolder.Read(settings.Folder, MovedFolder.Moved) is { } place) throw JournalMoved.To(settings.Folder, place);
        var held = DataFolderLock.Take(settings.Folder);
        SqliteConnection? writer = null;
        try
        {
            writer = JournalFiles.ForWriting(settings.File, settings.SecondsForALock);
            SqliteSchema.Ensure(writer, settings.File);
            JournalWalk.CheckEnd(writer, settings.File);
            return new SqliteJournal(
                settings, held, writer, new Ballast(settings.Folder, settings.BallastBytes, settings.Clock),
                settings.Meter is { } meter ? new JournalMeasures(meter, settings.Clock) : null);
        }
        catch (Exception problem)
        {
            writer?.Dispose();
            held.Dispose();
            if (!JournalWalk.IsDamage(problem)) throw;
            throw new JournalCorrupt(settings.File, 1, $"the file cannot be opened ({problem.Message}).", problem);
        }
    }

    /// <summary>Checks a data folder without a server; it may be in use by one.</summary>
    public static Verification Verify(string folder, CancellationToken stop)
    {
        var file = new JournalSettings(folder).File;
        return File.Exists(file)
            ? JournalWalk.Verify(file, stop)
            : throw new FileNotFoundException($"There is no journal in {folder}: {file} does not exist.", file);
    }

    public override IAsyncEnumerable<StoredFact> Read(long after, CancellationToken stop, byte[]? known = null) =>
        Facts(_settings.File).Read(after, stop, known);

    public override Task<Verification> Verify(CancellationToken stop) =>
        Task.FromResult(JournalWalk.Verify(_settings.File, stop));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        using (var reader = JournalFiles.ForReading(_settings.File)) SqliteConnection.ClearPool(reader);
        await _writer.DisposeAsync();
        Folder.Dispose();
    }

    internal override void MarkMoving(string to) => MovedFolder.Write(_settings.Folder, MovedFolder.Moving, to);

    internal override bool IsMoving => MovedFolder.Read(_settings.Folder, MovedFolder.Moving) is not null;

    internal override string? MovedTo => MovedFolder.Read(_settings.Folder, MovedFolder.Moved);

    internal override void ForgetMoving() => MovedFolder.Forget(_settings.Folder);

    internal override void MarkMoved(string place, long end) => MovedFolder.Move(_settings.Folder, place);

    /// <summary>Reads a file that a server may be writing.</summary>
    internal static FactReader Facts(string file) => new(() => JournalFiles.ForReading(file), Rows);

    private protected override DbConnection Reader() => JournalFiles.ForReading(_settings.File);

    private static FactRows Rows(DbConnection connection, long after, int limit) =>
        new SqliteFactRows((SqliteConnection)connection, after, limit);

    private static SqliteCommit Commit(
        JournalSettings settings, SqliteConnection writer, Ballast ballast, JournalMeasures? measures)
    {
        ballast.TakeOn();
        var commit = new SqliteCommit(new SqliteTables(writer, settings.Edition), writer, ballast, settings, measures);
        commit.SetLimit();
        commit.MovePages("TRUNCATE");
        return commit;
    }
}
