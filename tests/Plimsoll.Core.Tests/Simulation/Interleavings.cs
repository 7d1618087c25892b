using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>
/// Random interleavings of people, reactor and runner. PLIMSOLL_HISTORIES says how many, PLIMSOLL_SEED where they start;
/// a failure names the seed of its history.
/// </summary>
public sealed class Interleavings(ITestOutputHelper output)
{
    private static readonly int Histories = Setting("PLIMSOLL_HISTORIES", 500);
    private static readonly int Seed = Setting("PLIMSOLL_SEED", 20261123);

    [Fact]
    public void No_start_is_forbidden_and_no_shipment_is_stuck()
    {
        ConcurrentBag<string> wrong = [];
        long facts = 0, incidents = 0, starts = 0, rollbacks = 0, rehearsals = 0, conflicts = 0, read = 0;
        Parallel.For(0, Histories, (at, loop) =>
        {
            var history = new History(Seed + at);
            history.Rush();
            if (!history.Calm()) wrong.Add($"seed {Seed + at}: it does not come to rest: {Rest(history.World)}");
            var (violations, oracle) = Oracle.Judge(history.Journal);
            foreach (var violation in violations) wrong.Add($"seed {Seed + at}: {violation}");
            if (at % 10 == 0 && Folded(history) is { } difference) wrong.Add($"seed {Seed + at}: {difference}");
            foreach (var run in oracle.WithoutTheirIncident) wrong.Add($"seed {Seed + at}: {run} failed without one incident of its own");
            Interlocked.Add(ref incidents, oracle.Incidents);
            Interlocked.Add(ref facts, history.Journal.Facts.Count);
            Interlocked.Add(ref starts, oracle.ProductionStarts);
            Interlocked.Add(ref rollbacks, oracle.Rollbacks);
            Interlocked.Add(ref rehearsals, oracle.Rehearsals);
            Interlocked.Add(ref conflicts, history.Conflicts);
            Interlocked.Add(ref read, oracle.Acknowledged);
            if (wrong.Count > 20) loop.Stop();
        });
        output.WriteLine($"{Histories} histories from seed {Seed}: {facts} facts, {starts} production starts, " +
            $"{rollbacks} rollbacks, {rehearsals} of them rehearsals, {incidents} incidents, {conflicts} conflicts, {read} announcements read");
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Order().Take(20)));
        Assert.True(starts >= Histories / 4, $"only {starts} production starts: too few to prove anything");
        Assert.True(rollbacks > rehearsals && rehearsals > 0 && conflicts > 0 && incidents > 0 && read > 0);
    }

    [Fact]
    public void A_journal_that_forgets_what_a_decision_was_based_on_is_caught()
    {
        List<string> caught = [];
        var at = 0;
        for (; at < 2000 && !caught.Any(v => v.Contains("SlotTaken", StringComparison.Ordinal)); at++)
        {
            var history = new History(Seed + at, checksReadings: false);
            history.Rush();
            caught.AddRange(Oracle.Judge(history.Journal).Violations);
        }
        output.WriteLine($"caught after {at} histories: {string.Join("; ", caught.Take(5))}");
        Assert.Contains(caught, v => v.Contains("SlotTaken", StringComparison.Ordinal));
    }

    /// <summary>Null when the journal, read again from its start, gives the very states the engine lives on.</summary>
    private static string? Folded(History history)
    {
        var again = new Node(history.Journal);
        again.CatchUp();
        return Text<Lane>(again.World) == Text<Lane>(history.World)
            && Text<Incident>(again.World) == Text<Incident>(history.World)
            && Text<Shipment>(again.World) == Text<Shipment>(history.World)
            && Text<Deployment>(again.World) == Text<Deployment>(history.World)
            && Text<Release>(again.World) == Text<Release>(history.World) ? null : "read again, the journal tells something else";
    }

    internal static string Text<T>(World world) where T : class, IState<T> => string.Join("\n",
        world.All<T>().OrderBy(s => s.Key.Value, StringComparer.Ordinal).Select(s => $"{s.Key} {JsonSerializer.Serialize(s.Value)}"));

    private static string Rest(World world) => string.Join("; ",
    [
        .. world.All<Shipment>().Where(s => s.Value.IsOpen).Select(s => $"{s.Value.Id} {s.Value.Status}: " +
            string.Join(", ", s.Value.Steps.Where(x => !x.IsClosed).Select(x => $"{x.Id} {x.Status} {x.Sentence}"))),
        .. world.All<Lane>().Where(l => l.Value.Active is not null || !l.Value.Queue.IsEmpty).Select(l =>
            $"{l.Key} active {l.Value.Active?.Deployment.Deployment} queue {string.Join(",", l.Value.Queue.Select(q => q.Deployment))}"),
    ]);

    internal static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;
}
