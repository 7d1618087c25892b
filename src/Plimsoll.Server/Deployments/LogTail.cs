using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>How far a log was read: a place in each attempt that runs, and the first one not seen yet.</summary>
/// <remarks>Attempts on several targets run side by side, so one place is not enough.</remarks>
internal sealed record LogCursor(ImmutableArray<LogPlace> Running, int Unseen)
{
    private const int MostPlaces = 64;

    /// <summary>Behind everything a page made of the newest lines shows.</summary>
    /// <param name="read">Where reading ended, of the attempts that were read for it.</param>
    public static LogCursor After(Deployment run, SegmentStore store, IReadOnlyDictionary<int, LogPlace> read) => new(
        [.. from index in Enumerable.Range(0, run.Attempts.Length)
            where run.Attempts[index].IsOpen
            select read.TryGetValue(index, out var next) ? next : new AttemptLines(run, index).Tail(store).Next], run.Attempts.Length);

    /// <summary>What cannot be read is the beginning.</summary>
    public static LogCursor Read(string text)
    {
        var parts = text.Split(',');
        return parts.Length <= MostPlaces && int.TryParse(parts[^1], out var unseen) && unseen >= 0
            ? new LogCursor([.. parts[..^1].Select(LogPlace.Read)], unseen)
            : new LogCursor([], 0);
    }

    public override string ToString() => string.Join(',', [.. Running.Select(p => $"{p}"), $"{Unseen}"]);
}

/// <summary>What a deployment wrote since it was last read, as lines of its page's log.</summary>
/// <param name="Target">Only this one; empty for all.</param>
internal sealed record LogTail(Deployment Run, SegmentStore Store, string Target)
{
    private const int MostLines = 500;

    public (List<LogLine> Lines, LogCursor Next) Read(LogCursor cursor)
    {
        var lines = new List<LogLine>();
        var running = ImmutableArray.CreateBuilder<LogPlace>();
        foreach (var place in cursor.Running.Where(p => p.Attempt < Run.Attempts.Length))
            ReadOn(place, lines, running);
        var unseen = cursor.Unseen;
        for (; unseen < Run.Attempts.Length && lines.Count < MostLines; unseen++)
        {
            if (IsWanted(unseen)) lines.Add(new AttemptLines(Run, unseen).Heading);
            ReadOn(new LogPlace(unseen, 0, 0), lines, running);
        }
        return (lines, new LogCursor(running.ToImmutable(), unseen));
    }

    public bool IsOver(LogCursor cursor) =>
        Run.HasEnded && cursor.Running.IsEmpty && cursor.Unseen >= Run.Attempts.Length;

    private bool IsWanted(int index) => Target == "" || new AttemptLines(Run, index).Target == Target;

    private void ReadOn(LogPlace place, List<LogLine> lines, ImmutableArray<LogPlace>.Builder running)
    {
        var attempt = new AttemptLines(Run, place.Attempt);
        if (lines.Count >= MostLines || (!IsWanted(place.Attempt) && attempt.Attempt.IsOpen))
        {
            running.Add(place);
            return;
        }
        if (!IsWanted(place.Attempt)) return;
        var (found, next, isFull) = attempt.From(place, Store, MostLines - lines.Count);
        lines.AddRange(found);
        if (isFull || attempt.Attempt.IsOpen) running.Add(next);
        else if (attempt.Ending is { } ending) lines.Add(ending);
    }
}
