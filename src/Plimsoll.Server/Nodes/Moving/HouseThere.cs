using Npgsql;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>Whether a house is in a database that another is to be put into: by a move, or from a backup.</summary>
internal static class HouseThere
{
    // Where a server that has just been started leaves something, besides the journal itself.
    private static readonly string[] Kept =
        [.. MovedTables.Beside, "fact", "shared", "node", "segment", "artifact_part"];

    /// <summary>What whoever wanted to put one there is told.</summary>
    public static string Taken(string place, string done, string instead) =>
        $"{place} holds a Plimsoll already; nothing was {done}. Nothing is ever {done} over a house: name {instead}.";

    /// <summary>Tables of a house, be there anything in them or not.</summary>
    public static bool HasTables(NpgsqlConnection connection) =>
        PostgresSchema.Has(connection, "fact") || PostgresSchema.Has(connection, "head");

    public static bool HasJournal(NpgsqlConnection connection) =>
        PostgresSchema.Has(connection, "fact") && PostgresSchema.Has(connection, "head");

    /// <summary>A server was started on it, or something was brought into it.</summary>
    public static bool HasAnything(NpgsqlConnection connection) => Kept.Any(table => Holds(connection, table, "true"))
        || Holds(connection, "head", "position > 0");

    private static bool Holds(NpgsqlConnection connection, string table, string which) =>
        PostgresSchema.Has(connection, table)
        && connection.Count($"SELECT count(*) WHERE EXISTS (SELECT 1 FROM {table} WHERE {which})") > 0;
}
