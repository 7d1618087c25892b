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
