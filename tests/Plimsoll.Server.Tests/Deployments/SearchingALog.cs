using System.Text;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Tests.Drivers;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>Words are found in what all attempts wrote, as a reader sees it, a bounded piece at a time.</summary>
public sealed class SearchingALog : IDisposable
{
    private readonly Repositories.TempFolder _folder = new();
    private readonly SegmentStore _store;

    public SearchingALog() => _store = new SegmentStore(_folder.At("output.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hit_names_attempt_and_line_also_where_two_segments_meet_and_in_other_letters()
    {
        Append("run/copy#1", "all is well\nthe DA", "M holds\n");
        Append("run/switch#1", "nothing\n\u001b[1mthe \u001b[31mdam\u001b[0m bre", "aks\nthe dam");

        var hits = Search("the dam").From(LogSpot.Begin, 10);

        Assert.Equal(
            [(new LogSpot(1, 2), "the DAM holds"), (new LogSpot(2, 2), "the dam breaks"), (new LogSpot(2, 3), "the dam")],
            hits.Found.Select(h => (h.Spot, h.Text)));
        Assert.Null(hits.Next);
        Assert.Empty(Search("(the|dam)").From(LogSpot.Begin, 10).Found);
    }

    [Fact]
    public void A_search_goes_on_where_it_stopped_and_misses_nothing()
    {
        Append("run/copy#1", [.. Enumerable.Range(1, 30).Select(n => $"{n} dam\n{n} lake\n")]);
        Append("run/switch#1", "dam\n");
        List<LogSpot> found = [];
        for (LogSpot? next = LogSpot.Begin; next is { } spot;)
        {
            var hits = Search("dam").From(LogSpot.Read($"{spot}"), 7);
            Assert.InRange(hits.Found.Count, 0, 7);
            found.AddRange(hits.Found.Select(h => h.Spot));
            next = hits.Next;
        }

        Assert.Equal([.. Enumerable.Range(1, 30).Select(n => new LogSpot(1, (2 * n) - 1)), new LogSpot(2, 1)], found);
    }

    [Fact]
    public void Of_a_long_line_what_stands_around_the_words_is_told()
    {
        Append("run/copy#1", new string('a', 5000) + "needle" + new string('b', 5000) + "\n");

        var text = Assert.Single(Search("NEEDLE").From(LogSpot.Begin, 10).Found).Text;

        Assert.Equal($"…{new string('a', 80)}needle{new string('b', 214)}…", text);
    }

    [Fact]
    public void A_million_lines_are_searched_in_pieces()
    {
        MillionLines.Append(_store, "run/copy#1", "the needle");
        var (asked, found) = (0, new List<LogHit>());
        for (LogSpot? next = LogSpot.Begin; next is { } spot; asked++)
        {
            var hits = Search("needle").From(spot, 10);
            found.AddRange(hits.Found);
            next = hits.Next;
        }

        Assert.Equal([(new LogSpot(1, 1_000_000), "the needle")], found.Select(h => (h.Spot, h.Text)));
        Assert.InRange(asked, 1, 3);
    }

    private LogSearch Search(string words) => new(
        Deployment.Empty with
        {
            Id = "run",
            Attempts = [Ended("copy"), Ended("switch")],
        }, _store, words);

    private static Attempt Ended(string action) =>
        new(action, 1, "t", Work.Ticket, default, default, Outcome.Succeeded, "", "");

    private void Append(string attempt, params string[] pieces)
    {
        for (var n = 0; n < pieces.Length; n++)
            _store.Append(new Segment(attempt, n + 1, n * 10, n * 10 + 10, default, Encoding.UTF8.GetBytes(pieces[n])));
    }
}
