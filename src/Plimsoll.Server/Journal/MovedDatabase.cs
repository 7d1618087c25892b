using System.Text.Json;
using Npgsql;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Journal;

/// <summary>How a database says that its journal is elsewhere, or is about to be.</summary>
internal static class MovedDatabase
{
    private const string Name = "moving";

    /// <param name="by">The data folder of the server that moves it.</param>
    public static void Write(NpgsqlConnection connection, string to, string by) =>
        SharedTexts.Put(connection, Name, JsonSerializer.Serialize(new Moving(to, NodeId.Of(by).Value)));

    /// <summary>Null: nothing is about to be elsewhere, or all of it is.</summary>
    public static Moving? Read(NpgsqlConnection connection) =>
        connection.Count("SELECT count(*) WHERE to_regclass('shared') IS NOT NULL AND to_regclass('head') IS NOT NULL") > 0
        && connection.Scalar($"SELECT text FROM shared WHERE name = '{Name}' AND NOT EXISTS "
            + $"(SELECT 1 FROM head WHERE starts_with(line, '{PostgresTables.Moved}'))") is string text
            ? JsonSerializer.Deserialize<Moving>(text) : null;

    /// <summary>Where everything is; null: here.</summary>
    public static string? Place(NpgsqlConnection connection) =>
        connection.Scalar("SELECT line FROM head") is string line && line.StartsWith(PostgresTables.Moved, StringComparison.Ordinal)
            ? line[PostgresTables.Moved.Length..] : null;

    public static void Forget(NpgsqlConnection connection) => connection.Run($"DELETE FROM shared WHERE name = '{Name}'");

    /// <summary>False: the journal does not end any more where it was copied.</summary>
    public static bool Move(NpgsqlConnection connection, string place, long end)
    {
        using var command = connection.Say(
            "UPDATE head SET line = @line WHERE position = @end", ("@line", PostgresTables.Moved + place), ("@end", end));
        return command.ExecuteNonQuery() > 0;
    }

    /// <param name="To">How the other place is found.</param>
    /// <param name="By">The id of the server that moves it.</param>
    public sealed record Moving(string To, string By);
}
