using System.Data.Common;
using Npgsql;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>
/// A server that was killed at the very end of a move left a mark. Whoever starts next looks at the other place: either everything is
/// there, and no server starts here any more, or it is still here, and nobody starts there.
/// </summary>
internal static class UnfinishedMove
{
    /// <exception cref="JournalUnusable">The other place cannot be asked, or the move still goes on.</exception>
    public static void Settle(ServerSettings settings)
    {
        if (settings.Database is { } database) OfDatabase(new PostgresSettings(settings.DataFolder, database));
        else OfFolder(settings.DataFolder);
    }

    private static void OfFolder(string folder)
    {
        if (MovedFolder.Read(folder, MovedFolder.Moving) is null || MovedFolder.Read(folder, MovedFolder.Moved) is not null) return;
        // Whoever moves it holds it, and may have ended the move by the time it is let go.
        using var held = DataFolderLock.Take(folder);
        if (MovedFolder.Read(folder, MovedFolder.Moving) is not { } to) return;
        if (Found(to, folder, folder) is { } place) MovedFolder.Move(folder, place);
        else MovedFolder.Forget(folder);
    }

    private static void OfDatabase(PostgresSettings store)
    {
        try
        {
            using var connection = store.ForMoving();
            if (MovedDatabase.Read(connection) is not { } moving) return;
            if (!NodeTable.IsGone(connection, new NodeId(moving.By))) throw new JournalMoved(
                $"The house {store.Place} is being moved elsewhere by the server {moving.By}; start there when that has ended.");
            if (Found(moving.To, store.Place, store.Folder) is not { } place) MovedDatabase.Forget(connection);
            else MovedDatabase.Move(connection, place, connection.Count("SELECT position FROM head"));
        }
        catch (Exception problem) when (problem is NpgsqlException or System.Net.Sockets.SocketException)
        {
            throw new JournalAway(store.Place, problem);
        }
    }

    /// <summary>The place, where everything is there; null where it is not.</summary>
    private static string? Found(string to, string from, string folder)
    {
        try
        {
            using var target = MoveTargets.Open(to, folder);
            if (target.Ends == 0) return null;
            var verified = target.Verify(CancellationToken.None);
            return verified.Intact ? target.Place : throw new JournalCorrupt(target.Place, verified.Facts + 1, verified.Sentence);
        }
        catch (Exception problem) when (problem is JournalUnusable or DbException or IOException or SettingsInvalid)
        {
            throw new MoveNotSettled(from, Named(to), problem);
        }
    }

    private static string Named(string to) =>
        Path.IsPathRooted(to) || DatabaseAddress.Read(to) is not { } database ? to : new PostgresSettings("", database).Place;
}
