using System.Collections.Immutable;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Bench;

/// <summary>Quality 11: reading, checking, deserialising and folding a journal against deserialising its
/// bodies alone.</summary>
public static class FoldJournal
{
    private const int Facts = 60_000;
    private static readonly EventNames Names = new([typeof(LaneMoved)]);

    public static async Task<Ratio> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        try
        {
            await using var journal = SqliteJournal.Open(new JournalSettings(folder));
            await Fill(journal);
            var stored = new List<StoredFact>(Facts);
            await foreach (var fact in journal.Read(0, CancellationToken.None)) stored.Add(fact);
            return await Ratio.Measure(
                "fold from disk, chain checked:", "deserialising alone", 0.5,
                () => Fold(journal), () => Task.FromResult(stored.Count(fact => Names.Read(fact).Event is LaneMoved)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Fold(SqliteJournal journal)
    {
        var world = new World();
        await foreach (var fact in journal.Read(0, CancellationToken.None)) world.Apply(Names.Read(fact), Lane.Empty);
        return (int)world.Position;
    }

    private static async Task Fill(SqliteJournal journal)
    {
        for (var i = 0; i < Facts / 1000; i++)
        {
            var facts = Enumerable.Range(0, 1000).Select(n => Names.Write(new LaneMoved(
                $"deployment-{i}-{n}", "1.4.0", ["web-1", "web-2", "web-3", "web-4"], TimeSpan.FromSeconds(n),
                DateTimeOffset.UnixEpoch.AddSeconds(n), n, "slot taken by the shipment that waited longest")));
            await journal.Append(
                new Entry(
                    new StreamName($"lane/storefront/{i}"), 0, ImmutableDictionary<StreamName, long>.Empty, [.. facts],
                    DateTimeOffset.UnixEpoch, "person-0001", $"command-{i}", "digest"),
                CancellationToken.None);
        }
    }

    private sealed record Lane(int Moves, string Version) : IState<Lane>
    {
        public static string Kind => "lane";

        public static Lane Empty { get; } = new(0, "");
    }

    private sealed record LaneMoved(
        string Deployment,
        string Version,
        ImmutableArray<string> Targets,
        TimeSpan Took,
        DateTimeOffset Since,
        int Batch,
        string Why) : Event<Lane>
    {
        public override Lane Apply(Lane state, Moment moment) => new(state.Moves + 1, Version);
    }
}
