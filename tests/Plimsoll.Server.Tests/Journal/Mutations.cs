using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>One alteration of a stored journal, and the first position that must then be named.</summary>
public sealed record Mutation(string What, long FirstBad, string Sql, params (string Name, object Value)[] Values);

/// <summary>Draws alterations of a journal of <paramref name="facts"/> facts, of which one is redacted.</summary>
public sealed class Mutations(Random random, long facts, long redacted)
{
    private static readonly string[] TextColumns = ["stream", "name", "actor", "command"];

    public Mutation Next() => random.Next(13) switch
    {
        0 => Blob("body", Unredacted()),
        1 => Blob("salt", Unredacted()),
        2 => Blob("digest", Any()),
        3 => Blob("hash", Any()),
        4 => Text(Any()),
        5 => Number(Any()),
        6 => Deleted(Any()),
        7 => Swapped(),
        8 => Truncated(),
        9 => LyingHead(),
        10 => TextTaken(Unredacted()),
        11 => Receipt(Any()),
        _ => Added(),
    };

    private long Any() => random.NextInt64(1, facts + 1);

    private long Unredacted() => Any() is var position && position == redacted ? redacted - 1 : position;

    private Mutation Blob(string column, long position) => new(
        $"{column} of {position}", position,
        $"""
        UPDATE fact SET {column} = CASE $how
            WHEN 0 THEN CAST(substr({column}, 1, $at) || x'2a2b' || substr({column}, $at + 3) || x'2c' AS BLOB)
            WHEN 1 THEN CAST({column} || x'00' AS BLOB) ELSE CAST(substr({column}, 2) AS BLOB) END
        WHERE position = $position
        """,
        ("$how", random.Next(3)), ("$at", random.Next(8)), ("$position", position));

    private Mutation Text(long position)
    {
        var column = TextColumns[random.Next(TextColumns.Length)];
        string[] additions = ["x", "\0", "\ufffd", " "];
        return new(
            $"{column} of {position}", position,
            $"UPDATE fact SET {column} = {column} || $more WHERE position = $position",
            ("$more", additions[random.Next(additions.Length)]), ("$position", position));
    }

    private Mutation Number(long position)
    {
        var column = random.Next(2) == 0 ? "at" : "version";
        return new(
            $"{column} of {position}", position,
            $"UPDATE fact SET {column} = {column} + $more WHERE position = $position",
            ("$more", random.Next(2) == 0 ? 1_000_000 : -1_000_000), ("$position", position));
    }

    private static Mutation Deleted(long position) => new(
        $"row {position} deleted", position, "DELETE FROM fact WHERE position = $position", ("$position", position));

    private Mutation Swapped()
    {
        var one = random.NextInt64(1, facts);
        var other = random.NextInt64(one + 1, facts + 1);
        return new(
            $"rows {one} and {other} swapped", one,
            """
            UPDATE fact SET position = -1 WHERE position = $one;
            UPDATE fact SET position = $one WHERE position = $other;
            UPDATE fact SET position = $other WHERE position = -1
            """,
            ("$one", one), ("$other", other));
    }

    // With the head altered to match, so that only the receipts still know.
    private Mutation Truncated()
    {
        var last = random.NextInt64(0, facts);
        var head = random.Next(2) == 0
            ? ""
            : """
              UPDATE head SET position = $last,
                hash = coalesce((SELECT hash FROM fact WHERE position = $last), zeroblob(32))
              """;
        return new($"cut after {last}", last + 1, $"DELETE FROM fact WHERE position > $last; {head}", ("$last", last));
    }

    private Mutation LyingHead() => random.Next(3) switch
    {
        0 => new("head ahead", facts + 1, "UPDATE head SET position = position + 3"),
        1 when Any() - 1 is var says => new(
            $"head says {says}", says + 1, "UPDATE head SET position = $says", ("$says", says)),
        _ => new("hash of the head", facts, "UPDATE head SET hash = zeroblob(32)"),
    };

    // The last fact is the one that explains the redacted one.
    private Mutation TextTaken(long position) => new(
        $"text of {position} taken without a word", position == facts ? redacted : position,
        "UPDATE fact SET body = NULL, salt = NULL WHERE position = $position", ("$position", position));

    private static Mutation Receipt(long position) => new(
        $"receipt of {position} deleted", position,
        "DELETE FROM receipt WHERE command = (SELECT command FROM fact WHERE position = $position)",
        ("$position", position));

    private Mutation Added() => new(
        "a fact added at the end", facts + 1,
        """
        INSERT INTO fact (position, stream, version, name, at, actor, command, body, salt, digest, hash)
        SELECT position + 1, stream, version + 1, name, at, actor, command, body, salt, digest, hash
        FROM fact ORDER BY position DESC LIMIT 1
        """);

    public static void Apply(string file, Mutation mutation)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = mutation.Sql;
        foreach (var (name, value) in mutation.Values) command.Parameters.AddWithValue(name, value);
        Assert.True(command.ExecuteNonQuery() > 0, mutation.What);
    }
}
