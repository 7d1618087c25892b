using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Reads facts page by page and checks that each continues the one before.</summary>
internal sealed class FactReader(string file)
{
    private const int PageSize = 1024;

    private const string Page = """
        SELECT position, stream, version, name, at, actor, command, body, salt, digest, hash
        FROM fact WHERE position > $after ORDER BY position LIMIT $limit
        """;

    /// <summary>The next facts, checked; fewer than a page at the end.</summary>
    public (List<StoredFact> Facts, bool Last) Next(long after, ref byte[]? previous)
    {
        using var connection = JournalFiles.ForReading(file);
        previous ??= HashOf(connection, after);
        using var command = connection.CreateCommand();
        command.CommandText = Page;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", PageSize);
        using var row = command.ExecuteReader();
        var facts = new List<StoredFact>(PageSize);
        while (row.Read())
        {
            var fact = From(row);
            Check(fact, after + facts.Count + 1, previous);
            previous = fact.Hash;
            facts.Add(fact);
        }

        return (facts, facts.Count < PageSize);
    }

    public static StoredFact From(SqliteDataReader row) => new(
        row.GetInt64(0),
        new StreamName(row.GetString(1)),
        row.GetInt64(2),
        row.GetString(3),
        new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        row.GetString(5),
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8),
        row.GetFieldValue<byte[]>(9),
        row.GetFieldValue<byte[]>(10));

    private static void Check(StoredFact fact, long expected, byte[] previous)
    {
        if (fact.Position != expected) throw new ChainBroken(expected, "it is missing.");
        if (fact is { Body: { } body, Salt: { } salt } && !FactHash.Digest(salt, body).AsSpan().SequenceEqual(fact.Digest))
            throw new ChainBroken(expected, "its body does not have its digest.");
        var text = new FactText(
            fact.Position, fact.Stream.Value, fact.Version, fact.Name, fact.At.UtcTicks, fact.Actor, fact.CommandId);
        if (!FactHash.Link(previous, text, fact.Digest).AsSpan().SequenceEqual(fact.Hash))
            throw new ChainBroken(expected, "its hash does not continue the fact before it.");
    }

    private static byte[] HashOf(SqliteConnection connection, long position)
    {
        if (position == 0) return FactHash.Start;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hash FROM fact WHERE position = $position";
        command.Parameters.AddWithValue("$position", position);
        return command.ExecuteScalar() as byte[]
            ?? throw new ChainBroken(position, "it was read before and is not there any more.");
    }
}
