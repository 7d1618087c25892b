using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>A data folder a house is to be moved to.</summary>
internal sealed class FolderPlace(string folder) : IMovePlace
{
    // What a move makes before it copies: in that order, and the next one goes on with it.
    private static readonly HashSet<string> Begun =
    [
        DataFolderLock.FileName, DataFolderLock.HolderName,
        .. Files(BackupFiles.Journal), .. Files(BackupFiles.Output),
    ];

    public string Place { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    public Refusal? Obstacle(SqlJournal own)
    {
        if (File.Exists(Place)) return NotEmpty;
        if (!Directory.Exists(Place)) return null;
        try
        {
            var isBegun = Directory.EnumerateFileSystemEntries(Place)
                .All(path => Begun.Contains(Path.GetFileName(path)));
            return File.Exists(new JournalSettings(Place).File) ? Obstacle(own, isBegun) : isBegun ? null : NotEmpty;
        }
        catch (Exception problem) when (problem is SqliteException or InvalidOperationException)
        {
            // Its name is all it has of a journal.
            return NotEmpty;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(problem);
        }
    }

    /// <exception cref="SettingsInvalid">Nothing can be made there.</exception>
    public IMoveTarget Make()
    {
        try
        {
            return new IntoFolder(Place);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(problem);
        }
    }

    // A file that was only just made has a journal of its own kind beside it, until it has the other.
    private static string[] Files(string file) => [file, $"{file}-journal", $"{file}-wal", $"{file}-shm"];

    private Refusal NotEmpty => Refusal.Blocked($"{Place} is not empty; nothing was moved. Name a new folder.");

    private Refusal? Obstacle(SqlJournal own, bool isBegun)
    {
        using var journal = JournalFiles.ForLooking(new JournalSettings(Place).File);
        var tables = journal.Count("SELECT count(*) FROM sqlite_schema WHERE name IN ('fact', 'head')");
        if (tables < 2) return tables == 0 && isBegun ? null : NotEmpty;
        if (MovedFolder.Read(Place, MovedFolder.Moved) is null && MovePlaces.IsOurs(journal, own)) return null;
        var isEmpty = journal.Count(
            "SELECT (SELECT count(*) FROM fact) + (SELECT coalesce(max(position), 0) FROM head)") == 0;
        return isEmpty && isBegun ? null : Refusal.Blocked(HouseThere.Taken(Place, "moved", "a new folder"));
    }

    private SettingsInvalid Unusable(Exception problem) => new(
        $"{Place} cannot be used ({problem.Message}); nothing was moved. The server writes there, as its own user: "
        + "name a folder where it may.");
}
