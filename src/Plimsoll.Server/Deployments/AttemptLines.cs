using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>An attempt as the page's log tells it: a heading, what was written, how it ended.</summary>
internal sealed record AttemptLines(Deployment Run, int Index)
{
    private const int MostSegments = 64;
    private const int Piece = 16;

    public Attempt Attempt => Run.Attempts[Index];

    public string Target => Action?.Target ?? "";

    public bool IsError => Attempt is { IsOpen: false, Outcome: not Outcome.Succeeded };

    public LogLine Heading
    {
        get
        {
            var name = Action is { Target: not "" } action ? action.Name : Attempt.Action;
            var tries = Attempt.Number > 1 ? $", try {Attempt.Number}" : "";
            return new LogLine(Attempt.StartedAt, Where, name.Capital + tries, LogKind.Heading);
        }
    }

    /// <summary>Null while it runs, and where nothing is to be said.</summary>
    public LogLine? Ending => Attempt is { EndedAt: { } end, Sentence: not "" }
        ? new LogLine(end, Where, Attempt.Sentence, IsError ? LogKind.Error : LogKind.Plain)
        : null;

    /// <summary>The newest lines, and the place from which to read on.</summary>
    public (IEnumerable<LogLine> Lines, LogPlace Next) Tail(SegmentStore store)
    {
        var tail = store.Tail(Attempt.Key(Run), MostSegments);
        var place = new LogPlace(Index, tail.Count > 0 ? tail[0].Number : 0, 0);
        var (lines, next, _) = new LogReading(Attempt, place, int.MaxValue)
            .Read(from => [.. tail.Where(s => s.Number >= from)]);
        return (lines.Select(Told), next);
    }

    /// <summary>Lines from a place on; full when there was room for no more.</summary>
    public (IEnumerable<LogLine> Lines, LogPlace Next, bool IsFull) From(LogPlace place, SegmentStore store, int most)
    {
        var (lines, next, isFull) = new LogReading(Attempt, place, most)
            .Read(from => store.Read(Attempt.Key(Run), from, Piece));
        return (lines.Select(Told), next, isFull);
    }

    private PlannedAction? Action => Run.Plan.FirstOrDefault(p => p.Key == Attempt.Action);

    private string Where => Target is { Length: > 0 } target ? target : Run.Environment;

    private LogLine Told(LogLineView line) => new(line.At, Where, line.Text);
}
