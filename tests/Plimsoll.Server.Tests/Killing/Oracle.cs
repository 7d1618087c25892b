using System.Security.Cryptography;
using System.Text;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Holds what Plimsoll has on record against what the scripts themselves wrote down.</summary>
internal static class Oracle
{
    /// <summary>What is wrong with a round that has ended, in sentences; the server is dead by now.</summary>
    public static List<string> Complaints(Round round)
    {
        List<string> wrong = [];
        var runs = round.Watch.World.All<Deployment>().Select(d => d.Value).ToList();
        var lines = File.ReadAllLines(Path.Combine(round.Folder, "oracle"));
        wrong.AddRange(Starts(runs, lines));
        wrong.AddRange(Overlaps(lines));
        wrong.AddRange(runs.SelectMany(run => Output(run, new SegmentStore(Path.Combine(round.Data, "output.db")))));
        var verified = SqliteJournal.Verify(round.Data, CancellationToken.None);
        if (!verified.Intact) wrong.Add(verified.Sentence);
        return wrong;
    }

    /// <summary>Every ticket began and ended once; what may not be repeated has one ticket.</summary>
    private static IEnumerable<string> Starts(List<Deployment> runs, string[] lines)
    {
        foreach (var run in runs)
            foreach (var attempt in run.Attempts.Where(a => a.Work == Work.Ticket))
            {
                var action = run.Plan.First(p => p.Key == attempt.Action);
                if (!Idempotent(action) && attempt.Number > 1)
                    yield return $"{run.Id} {attempt.Name} was started again";
                if (attempt.Outcome != Outcome.Succeeded)
                    yield return $"{run.Id} {attempt.Name}: {attempt.Outcome} {attempt.Sentence}";
                if (Acts.Expected(action.Name, run.Order.Version, "") is null) continue;
                foreach (var word in (string[])["begin", "end"])
                    if (lines.Count(l => Says(l, word, attempt.Ticket)) is var times and not 1)
                        yield return $"{run.Id} {attempt.Name}: the script says {word} {times} times";
            }
        var known = runs.SelectMany(r => r.Attempts).Select(a => a.Ticket).ToHashSet();
        foreach (var line in lines)
            if (line.Split(' ')[^1] is not "-" and var ticket && !known.Contains(ticket))
                yield return $"not on record: {line}";
        foreach (var starts in lines.Where(l => l.StartsWith("begin start ", StringComparison.Ordinal)).GroupBy(l => l))
        {
            var stop = starts.Key.Replace("start", "stop", StringComparison.Ordinal).TrimEnd('-');
            var stops = lines.Count(l => l.StartsWith(stop, StringComparison.Ordinal));
            if (starts.Count() != stops) yield return $"{starts.Key}: {starts.Count()} times, after {stops} stops";
        }
    }

    private static bool Says(string line, string word, string ticket) =>
        line.StartsWith(word, StringComparison.Ordinal) && line.EndsWith($" {ticket}", StringComparison.Ordinal);

    private static bool Idempotent(PlannedAction action) =>
        action.Name is not ("before" or "migrate" or "per-target" or "after" or "backup");

    /// <summary>The same work on the same target never overlaps.</summary>
    private static IEnumerable<string> Overlaps(string[] lines)
    {
        Dictionary<string, string> open = [];
        foreach (var words in lines.Select(l => l.Split(' ')))
        {
            var (what, where) = (string.Join(' ', words[1..]), $"{words[1]} {words[3]}");
            if (words[0] == "end") open.Remove(where);
            else if (!open.TryAdd(where, what)) yield return $"{what} began while {open[where]} ran";
        }
    }

    /// <summary>Every attempt's kept output is what was printed, byte by byte, and has the journaled digest.</summary>
    private static IEnumerable<string> Output(Deployment run, SegmentStore store)
    {
        foreach (var attempt in run.Attempts.Where(a => a.Work == Work.Ticket))
        {
            var action = run.Plan.First(p => p.Key == attempt.Action);
            var pieces = store.Read($"{run.Id}/{attempt.Name}", 0, int.MaxValue);
            var raw = 0L;
            foreach (var piece in pieces)
            {
                if (piece.RawFrom != raw)
                    yield return $"{run.Id} {attempt.Name}: byte {raw} is followed by {piece.RawFrom}";
                raw = piece.RawTo;
            }
            byte[] bytes = [.. pieces.SelectMany(p => p.Text.ToArray())];
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != attempt.LogDigest)
                yield return $"{run.Id} {attempt.Name}: not the journaled digest";
            var target = action.Target == "" ? "one" : action.Target;
            if (Acts.Expected(action.Name, run.Order.Version, target) is { } text && text != Encoding.UTF8.GetString(bytes))
                yield return $"{run.Id} {attempt.Name}: of {Encoding.UTF8.GetByteCount(text)} bytes {bytes.Length} are kept";
        }
    }
}
