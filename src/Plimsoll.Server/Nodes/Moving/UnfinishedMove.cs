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
        using var source = JournalFiles.ForReading(new JournalSettings(folder).File, pooled: false);
        if (Found(to, source, End(source), folder, folder) is { } place) MovedFolder.Move(folder, place);
        else MovedFolder.Forget(folder);
    }

    private static void OfDatabase(PostgresSettings store)
    {
        try
        {
            using var connection = store.ForMoving();
            if (MovedDatabase.Read(connection) is not { } moving) return;
            if (!NodeTable.IsGone(connection, new NodeId(moving.By))) throw JournalMoved.Now(store.Place, moving.By);
            var end = End(connection);
            if (Found(moving.To, connection, end, store.Place, store.Folder) is not { } place)
                MovedDatabase.Forget(connection);
            else if (!MovedDatabase.Move(connection, place, end.Position)) throw new JournalMoved(
                $"Another server writes to {store.Place} just now, though the house was being moved to {place}. Stop "
                + "that one, and start this one again.");
        }
        catch (Exception problem) when (problem is NpgsqlException or System.Net.Sockets.SocketException)
        {
            throw new JournalAway(store.Place, problem);
        }
    }

    private static Head End(DbConnection source)
    {
        using var read = source.Say(HeadTable.ByOne, ("@one", 1));
        using var row = read.ExecuteReader();
        return row.Read()
            ? HeadTable.From(row) : throw new JournalCorrupt(source.DataSource, 1, "the head is missing.");
    }

    /// <summary>The place, where everything is there; null where it is not, and no server starts on it.</summary>
    /// <param name="end">Where the journal ends here.</param>
    private static string? Found(string to, DbConnection source, Head end, string from, string folder)
    {
        try
        {
            using var target = MovePlaces.Of(to, folder).Make();
            if (target.Ends == 0) return null;
            var verified = target.Verify(CancellationToken.None);
            if (!verified.Intact) throw new JournalCorrupt(target.Place, verified.Facts + 1, verified.Sentence);
            if (Holds(target.Journal, end)) return target.Place;
            if (!Holds(source, End(target.Journal))) throw JournalMoved.Twice(from, target.Place);
            // Another server came back, and wrote here what was accepted: that copy is not the house any more.
            target.Undo();
            return null;
        }
        catch (Exception problem) when (
            problem is JournalUnusable and not JournalMoved or DbException or IOException or SettingsInvalid)
        {
            throw new MoveNotSettled(from, Named(to), problem);
        }
    }

    private static bool Holds(DbConnection journal, Head end) =>
        journal.Scalar($"SELECT hash FROM fact WHERE position = {end.Position}") is byte[] hash
        && end.Hash.AsSpan().SequenceEqual(hash);

    private static string Named(string to) =>
        Path.IsPathRooted(to) || DatabaseAddress.Read(to) is not { } database ? to : new PostgresSettings("", database).Place;
}
