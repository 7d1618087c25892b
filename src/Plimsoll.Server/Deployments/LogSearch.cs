using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Deployments;

/// <summary>A line of a deployment's log: which attempt, from 1 in the order they started, and which line of it.</summary>
internal readonly record struct LogSpot(int Attempt, long Line)
{
    public static LogSpot Begin { get; } = new(1, 1);

    /// <summary>What cannot be read is the beginning.</summary>
    public static LogSpot Read(string text) =>
        text.Split('.') is [var attempt, var line] && int.TryParse(attempt, out var a) && a > 0
        && long.TryParse(line, out var l) && l > 0 ? new(a, l) : Begin;

    public override string ToString() => $"{Attempt}.{Line}";
}

/// <param name="Text">Without control sequences; of a long line what stands around the words.</param>
internal sealed record LogHit(LogSpot Spot, DateTimeOffset At, string Text);

/// <param name="Next">Where to search on; null when everything was searched.</param>
internal sealed record LogHits(IReadOnlyList<LogHit> Found, LogSpot? Next);

/// <summary>Looks for words in what a deployment's attempts wrote, as a reader sees it: masked, without control sequences,
/// capital or small letters.</summary>
internal sealed record LogSearch(Deployment Run, SegmentStore Store, string Words)
{
    public const int LongestWords = 200;
    private const int Piece = 8;
    private const int Before = 80;
    private const int Shown = 300;

    // So much at a time, however few lines hold the words: nobody waits for, or holds up, a whole log.
    private const long MostRead = 32 * 1024 * 1024;

    public LogHits From(LogSpot spot, int most)
    {
        var (found, read) = (new List<LogHit>(), 0L);
        for (; spot.Attempt <= Run.Attempts.Length; spot = new LogSpot(spot.Attempt + 1, 1))
            foreach (var line in Lines(spot))
            {
                var here = spot with { Line = line.Number };
                if (found.Count >= most || read > MostRead) return new LogHits(found, here);
                read += line.Text.Length + 1;
                if (Hit(here, line) is { } hit) found.Add(hit);
            }
        return new LogHits(found, null);
    }

    private IEnumerable<NumberedLine> Lines(LogSpot spot)
    {
        var attempt = Run.Attempts[spot.Attempt - 1];
        return new NumberedLines(Store, attempt.Key(Run), !attempt.IsOpen, Piece).From(spot.Line);
    }

    private LogHit? Hit(LogSpot spot, NumberedLine line)
    {
        var text = Ansi.Strip(line.Text);
        return text.IndexOf(Words, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? new LogHit(spot, line.At, Around(text, at)) : null;
    }

    private static string Around(string text, int at)
    {
        var from = text.Length <= Shown ? 0 : Math.Min(Math.Max(0, at - Before), text.Length - Shown);
        var part = text.Substring(from, Math.Min(Shown, text.Length - from));
        return (from > 0 ? "…" : "") + part + (from + part.Length < text.Length ? "…" : "");
    }
}
