using System.Data.Common;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>How many lines end before and within each segment, so that a line is found by its number.</summary>
/// <remarks>The version before writes segments without; they are counted when somebody first asks for a line.</remarks>
internal static class SegmentLines
{
    // Covering: what stands behind a text in its row can only be read by walking through the text.
    public const string Index =
        "CREATE INDEX IF NOT EXISTS segment_line ON segment (attempt, line_from, number, line_to)";

    private const string Last = """
        SELECT line_to FROM segment WHERE attempt = @attempt AND line_from IS NOT NULL
        ORDER BY line_from DESC, number DESC LIMIT 1
        """;

    // A line begins in the last segment before which fewer lines end than before the line.
    private const string Holding = """
        SELECT number FROM segment WHERE attempt = @attempt AND line_from <= @before
        ORDER BY line_from DESC, number DESC LIMIT 1
        """;

    /// <summary>Only ever added, and may be empty: the version before reads and writes the same file.</summary>
    public static void AddTo(DbConnection connection)
    {
        foreach (var (known, add) in ((string, string)[])[
            ("SELECT 1 FROM pragma_table_info('segment') WHERE name = 'line_from'",
                "ALTER TABLE segment ADD COLUMN line_from INTEGER"),
            ("SELECT 1 FROM pragma_table_info('segment') WHERE name = 'line_to'",
                "ALTER TABLE segment ADD COLUMN line_to INTEGER")])
            if (Number(connection, known) is null) Number(connection, add);
        Number(connection, Index);
    }

    /// <summary>Lines that end in what is stored of an attempt; those dropped from its middle count.</summary>
    public static long Ended(DbConnection connection, string attempt)
    {
        CountOld(connection, attempt);
        return Number(connection, Last, ("@attempt", attempt)) ?? 0;
    }

    /// <summary>The segment from which reading finds a line; 0 when nothing is stored.</summary>
    public static int SegmentOf(DbConnection connection, string attempt, long line)
    {
        CountOld(connection, attempt);
        return (int)(Number(connection, Holding, ("@attempt", attempt), ("@before", Math.Max(0, line - 2))) ?? 0);
    }

    /// <summary>A line, or where it is not kept, about the last one before it that is.</summary>
    public static long KeptUpTo(DbConnection connection, string attempt, long line) => Math.Min(line, 1 + (Number(
        connection,
        """
        SELECT line_to FROM segment WHERE attempt = @attempt AND line_from <= @before
        ORDER BY line_from DESC, number DESC LIMIT 1
        """,
        ("@attempt", attempt), ("@before", line - 1)) ?? 0));

    private static void CountOld(DbConnection connection, string attempt)
    {
        var line = 0L;
        for (var number = FirstOld(connection, attempt); number is not null; number = FirstOld(connection, attempt))
        {
            line = Before(connection, attempt, number.Value);
            Number(connection, "UPDATE segment SET line_from = @from, line_to = @to WHERE attempt = @attempt AND number = @n",
                ("@attempt", attempt), ("@n", number), ("@from", line),
                ("@to", line + Newlines(connection, attempt, number.Value)));
        }
    }

    private static long? FirstOld(DbConnection connection, string attempt) => Number(connection,
        "SELECT number FROM segment WHERE attempt = @attempt AND line_from IS NULL ORDER BY number LIMIT 1",
        ("@attempt", attempt));

    private static long Before(DbConnection connection, string attempt, long number) => Number(connection,
        $"""
        SELECT line_to FROM segment {(connection is Microsoft.Data.Sqlite.SqliteConnection ? "INDEXED BY segment_line" : "")}
        WHERE attempt = @attempt AND line_from IS NOT NULL AND number < @n ORDER BY line_from DESC, number DESC LIMIT 1
        """,
        ("@attempt", attempt), ("@n", number)) ?? 0;

    private static long Newlines(DbConnection connection, string attempt, long number)
    {
        using var command = connection.Say("SELECT text FROM segment WHERE attempt = @attempt AND number = @n",
            ("@attempt", attempt), ("@n", number));
        return command.ExecuteScalar() is byte[] text ? text.AsSpan().Count((byte)'\n') : 0;
    }

    private static long? Number(DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.Say(sql, values);
        return command.ExecuteScalar() as long?;
    }
}
