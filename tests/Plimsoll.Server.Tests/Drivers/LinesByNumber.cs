using System.Text;
using Microsoft.Data.Sqlite;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>A line is found by its number, with the same work wherever it stands.</summary>
public sealed class LinesByNumber : IDisposable
{
    private readonly Repositories.TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_a_million_lines_some_in_the_middle_are_read_without_the_others()
    {
        var store = Store();
        MillionLines.Append(store, "a1");
        Read(store, 7, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(1_000_000, store.LinesEnded("a1"));
        foreach (var first in (long[])[1, 499_990, 999_501])
            Assert.Equal(Enumerable.Range(0, 500).Select(n => (first + n, $"line {first + n} of a step")), Read(store, first, 500));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 5_000_000);
        Assert.Empty(Read(store, 1_000_001, 1));
    }

    [Fact]
    public void A_line_that_lies_in_several_segments_is_one_and_its_unfinished_end_is_one_when_the_work_is_over()
    {
        var store = Store();
        Append(store, "one\ntw", "o", "\n", "\nfour\n", "fi", "ve");

        Assert.Equal([(1, "one"), (2, "two"), (3, ""), (4, "four")], Read(store, 1, 9, ended: false));
        Assert.Equal([(2, "two"), (3, "")], Read(store, 2, 2));
        Assert.Equal([(4, "four"), (5, "five")], Read(store, 4, 9));
        Assert.Equal([(5, "five")], Read(store, 5, 9));
        Assert.Equal(4, store.LinesEnded("a1"));
    }

    [Fact]
    public void Lines_keep_their_numbers_when_the_middle_is_dropped_and_when_a_text_is_removed()
    {
        var store = Store(new OutputLimits(20, 20));
        Append(store, "1\n2\n", "3\nfo", "ur\n5\n", "6\n7\n", "8\ni", "x\n10\n");

        Assert.Equal([(1, "1"), (2, "2"), (3, "3"), (4, "fo"), (8, "8"), (9, "ix"), (10, "10")], Read(store, 1, 99));
        Assert.Equal([(8, "8")], Read(store, 6, 1));
        Assert.Equal((2, 4, 9), (store.KeptUpTo("a1", 2), store.KeptUpTo("a1", 7), store.KeptUpTo("a1", 9)));

        store.Redact("a1", 2);
        Assert.Equal([(2, "2"), (3, "(removed)"), (8, "8")], Read(store, 2, 3));
    }

    [Fact]
    public void What_the_version_before_has_written_is_counted_when_somebody_asks_and_it_may_write_again()
    {
        const string insert = "INSERT INTO segment (attempt, number, raw_from, raw_to, observed_at, text) VALUES ";
        Run("""
            CREATE TABLE segment (
                attempt TEXT NOT NULL, number INTEGER NOT NULL, raw_from INTEGER NOT NULL, raw_to INTEGER NOT NULL,
                observed_at TEXT NOT NULL, text BLOB NOT NULL, UNIQUE (attempt, number));
            """ + insert + "('a1', 1, 0, 4, '2026-01-01', CAST('one' || x'0a' AS BLOB)), ('a1', 2, 4, 6, '2026-01-01', CAST('tw' AS BLOB))");
        var store = Store();
        Assert.Equal([(2, "tw")], Read(store, 2, 9));

        Run(insert + "('a1', 3, 6, 10, '2026-01-01', CAST('o' || x'0a' || '3' || x'0a' AS BLOB))");
        store = Store();
        store.Append(new Segment("a1", 4, 10, 12, default, "4\n"u8.ToArray()));

        Assert.Equal([(2, "two"), (3, "3"), (4, "4")], Read(store, 2, 9));
        Assert.Equal(4, store.LinesEnded("a1"));
    }

    private static List<(long, string)> Read(SegmentStore store, long from, int most, bool ended = true) =>
        [.. new NumberedLines(store, "a1", ended, 2).From(from).Take(most).Select(l => (l.Number, l.Text))];

    private SegmentStore Store(OutputLimits? limits = null) => new(_folder.At("output.db"), limits ?? OutputLimits.Usual);

    private static void Append(SegmentStore store, params string[] pieces)
    {
        for (var n = 0; n < pieces.Length; n++)
            store.Append(new Segment("a1", n + 1, n * 10, n * 10 + 10, default, Encoding.UTF8.GetBytes(pieces[n])));
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At("output.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

/// <summary>A million lines as a step would have written them, cut into segments wherever 64 KiB end.</summary>
internal static class MillionLines
{
    public static void Append(SegmentStore store, string attempt, string last = "")
    {
        var text = new StringBuilder(25_000_000);
        for (var n = 1; n < 1_000_000; n++) text.Append("line ").Append(n).Append(" of a step\n");
        text.Append(last == "" ? "line 1000000 of a step" : last).Append('\n');
        var from = store.Last(attempt);
        store.Append([.. Encoding.UTF8.GetBytes(text.ToString()).Chunk(Segment.MostBytes).Select((piece, n) => new Segment(
            attempt, from.Number + n + 1, from.RawTo + ((long)n * Segment.MostBytes), from.RawTo + ((long)n * Segment.MostBytes) + piece.Length,
            DateTimeOffset.UnixEpoch, piece))]);
    }
}
