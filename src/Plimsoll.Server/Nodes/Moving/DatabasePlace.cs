using Npgsql;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>A database a house is to be moved to.</summary>
internal sealed class DatabasePlace(PostgresSettings store) : IMovePlace
{
    public string Place => store.Place;

    /// <exception cref="JournalAway">It does not answer.</exception>
    public Refusal? Obstacle(SqlJournal own)
    {
        try
        {
            using var connection = store.ForMoving();
            if (!HouseThere.HasTables(connection)) return null;
            if (ServersHeard.On(connection) is [_, ..] servers) return Refusal.Blocked(
                $"{ServersHeard.Are(servers)} on {Place}, and nothing was moved: {string.Join(", ", servers)}. Name an "
                + "empty database that no server is started on before the move has ended.");
            return !HouseThere.HasAnything(connection) || IsBegun(connection, own)
                ? null : Refusal.Blocked(HouseThere.Taken(Place, "moved", "an empty database"));
        }
        catch (Exception problem) when (problem is NpgsqlException or System.Net.Sockets.SocketException)
        {
            throw new JournalAway(Place, problem);
        }
    }

    public IMoveTarget Make() => new IntoDatabase(store);

    private static bool IsBegun(NpgsqlConnection connection, SqlJournal own) =>
        HouseThere.HasJournal(connection) && MovePlaces.IsOurs(connection, own)
        && MovedDatabase.Place(connection) is null;
}
