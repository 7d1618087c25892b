using Npgsql;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Servers that were heard of just now, as whoever has to stop them is told of them.</summary>
internal static class ServersHeard
{
    /// <summary>Those on a database that this server does not belong to.</summary>
    public static IReadOnlyList<string> On(NpgsqlConnection connection)
    {
        if (!PostgresSchema.Has(connection, "node")) return [];
        using var heard = connection.Say(
            $"SELECT name, address FROM node WHERE beat_at >= {NodeTable.Milliseconds} - @gone ORDER BY name, id",
            ("@gone", (long)NodeLease.Gone.TotalMilliseconds));
        using var row = heard.ExecuteReader();
        List<string> named = [];
        while (row.Read()) named.Add(Named(row.GetString(0), row.GetString(1)));
        return named;
    }

    public static IReadOnlyList<string> Named(IEnumerable<NodeView> nodes) =>
        [.. nodes.Select(node => Named(node.Name, node.Address))];

    /// <summary>The beginning of a sentence on them.</summary>
    public static string Are(IReadOnlyList<string> servers) =>
        servers.Count == 1 ? "Another server is" : $"{servers.Count} other servers are";

    private static string Named(string name, string address) => address is "" ? name : $"{name} ({address})";
}
