using System.Collections.Concurrent;
using System.Diagnostics;
using Plimsoll.Core.Incidents;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>
/// Random histories of incidents. PLIMSOLL_HISTORIES says how many, PLIMSOLL_SEED where they start; a failure names the seed
/// of its history.
/// </summary>
public sealed class IncidentHistories(ITestOutputHelper output)
{
    private static readonly int Histories = Interleavings.Setting("PLIMSOLL_HISTORIES", 300);
    private static readonly int Seed = Interleavings.Setting("PLIMSOLL_SEED", 20261123);

    [Fact]
    public void No_duty_is_forgotten_no_gate_passed_and_no_clock_moved()
    {
        ConcurrentBag<string> wrong = [];
        ConcurrentDictionary<string, int> counted = new();
        var watch = Stopwatch.StartNew();
        Parallel.For(0, Histories, (at, loop) =>
        {
            var history = new IncidentHistory(Seed + at);
            history.Play();
            foreach (var violation in history.Violations.Take(3)) wrong.Add($"seed {Seed + at}: {violation}");
            if (history.Folded() is { } difference) wrong.Add($"seed {Seed + at}: {difference}");
            foreach (var fact in history.Scene.Facts.Where(f => f.Event is IncidentEvent))
                counted.AddOrUpdate(fact.Event.GetType().Name, 1, (_, before) => before + 1);
            if (wrong.Count > 20) loop.Stop();
        });
        output.WriteLine($"{Histories} histories from seed {Seed} in {watch.Elapsed.TotalSeconds:0.0} s: " +
            string.Join(", ", counted.OrderByDescending(c => c.Value).Select(c => $"{c.Value} {c.Key}")));
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Order().Take(20)));
        Assert.DoesNotContain(Seldom, name => counted.GetValueOrDefault(name) < Histories / 100);
    }

    /// <summary>Without these the histories prove nothing.</summary>
    private static string[] Seldom =>
    [
        nameof(IncidentClosed), nameof(IncidentReopened), nameof(IncidentMerged), nameof(IncidentCancelled), nameof(DutyNudged),
        nameof(DutyMissed), nameof(DutyEscalated), nameof(MitigationFailed), nameof(MitigationFinished), nameof(MitigationVerified),
        nameof(VerificationFailed), nameof(HotfixLinked), nameof(SeverityRaised), nameof(ActionItemReminded), nameof(DutyWaived),
        nameof(ServiceNamed), nameof(RetrospectiveHeld),
    ];
}
