using System.Text;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A line is one line however often reading stopped within it, and whoever reads on misses none.</summary>
public sealed class LinesOfALog : IDisposable
{
    private const string Key = "run/migrate#1";
    private readonly Repositories.TempFolder _folder = new();
    private readonly SegmentStore _store;
    private int _segments;
    private long _raw;

    public LinesOfALog() => _store = new SegmentStore(_folder.At("output.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_that_came_in_pieces_is_put_together_even_within_a_letter()
    {
        Append("one\ntw", "o\n\nth"u8.ToArray(), [.. "r"u8, 0xC3], [0xBC, .. "e\nend"u8]);

        var page = LogApi.Page(Run(Outcome.Succeeded), "", _store);

        Assert.Equal(["one", "two", "", "thrüe", "end"], page.Lines.Select(l => l.Text));
        Assert.True(page.Ended);
    }

    [Fact]
    public void The_unfinished_end_of_a_line_waits_until_it_is_whole()
    {
        Append("one\ntw");
        var first = LogApi.Page(Run(null), "", _store);
        Append("o\nthree\n");
        var second = LogApi.Page(Run(null), first.Next, _store);
        var third = LogApi.Page(Run(Outcome.Succeeded), second.Next, _store);

        Assert.Equal(["one"], first.Lines.Select(l => l.Text));
        Assert.Equal(["two", "three"], second.Lines.Select(l => l.Text));
        Assert.Empty(third.Lines);
        Assert.Equal((false, true), (second.Ended, third.Ended));
    }

    [Fact]
    public void A_long_log_is_read_in_pages_without_a_gap()
    {
        var all = Enumerable.Range(1, 1700).Select(n => $"line {n}").ToList();
        foreach (var chunk in string.Concat(all.Select(l => l + "\n")).Chunk(777)) Append(new string(chunk));
        List<string> read = [];
        var page = LogApi.Page(Run(Outcome.Succeeded), "", _store);
        for (; !page.Ended; page = LogApi.Page(Run(Outcome.Succeeded), page.Next, _store)) read.AddRange(page.Lines.Select(l => l.Text));
        read.AddRange(page.Lines.Select(l => l.Text));

        Assert.Equal(all, read);
    }

    [Fact]
    public void A_line_that_comes_while_a_page_is_made_comes_to_it_afterwards()
    {
        Append("one\n");
        var isThere = false;
        var store = new SegmentStore(new Hasty(_folder.At("output.db"), () =>
        {
            if (!isThere) Append("two\n");
            isThere = true;
        }));
        var page = new DeploymentOutput(Run(null), store, "", Errors: false).View();
        if (!isThere) Append("two\n");

        Assert.DoesNotContain("two", page.Lines.Select(l => l.Text));
        var after = Uri.UnescapeDataString(page.Following[(page.Following.IndexOf("after=", StringComparison.Ordinal) + 6)..]);
        Assert.Equal(["two"], new LogTail(Run(null), _store, "").Read(LogCursor.Read(after)).Lines.Select(l => l.Text));
    }

    /// <summary>Output that goes on between one look at it and the next.</summary>
    private sealed class Hasty(string file, Action second) : ISegmentDatabase
    {
        private readonly SegmentFile _file = new(file);
        private int _looks;

        public void Ensure() => _file.Ensure();

        public System.Data.Common.DbConnection Open()
        {
            if (++_looks == 2) second();
            return _file.Open();
        }

        public void Fence(System.Data.Common.DbConnection transaction) => _file.Fence(transaction);

        public string Holds(string column, string parameter) => _file.Holds(column, parameter);

        public void Overwrite(string attempt, int number, byte[] text) => _file.Overwrite(attempt, number, text);

        public Task Purge(CancellationToken stop) => _file.Purge(stop);
    }

    private static Deployment Run(Outcome? outcome) => Deployment.Empty with
    {
        Id = "run",
        Status = outcome is null ? DeploymentStatus.Running : DeploymentStatus.Succeeded,
        Attempts = [new Attempt("migrate", 1, "t", Work.Ticket, default, default, outcome, "", "")],
    };

    private void Append(string text, params byte[][] more)
    {
        foreach (var piece in (byte[][])[Encoding.UTF8.GetBytes(text), .. more])
        {
            _store.Append(new Segment(Key, ++_segments, _raw, _raw + piece.Length, default, piece));
            _raw += piece.Length;
        }
    }
}
