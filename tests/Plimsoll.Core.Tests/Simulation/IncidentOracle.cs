using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>
/// Reads a journal fact by fact by its own simple reading of product.md and tells what was forbidden or left out. It asks
/// none of the rules it judges: no duties, no gates, no moves, no folded state but to compare.
/// </summary>
internal sealed class IncidentOracle(IReadOnlyDictionary<string, string> concepts)
{
    private readonly Dictionary<string, SeenIncident> _incidents = [];
    private readonly Dictionary<string, string> _fixes = [];
    private readonly Dictionary<string, Queued> _orders = [];
    private readonly List<(string Run, string Version, long Position)> _failures = [];
    private readonly List<string> _failedRollbacks = [];
    private readonly List<string> _rollbacks = [];
    private int _position;

    public List<string> Violations { get; } = [];

    public IEnumerable<SeenIncident> Incidents => _incidents.Values;

    public void Read(MemoryJournal journal)
    {
        for (; _position < journal.Facts.Count; _position++)
        {
            var fact = journal.Facts[_position];
            var commit = journal.Commits[_position];
            switch (fact.Event)
            {
                case ReleaseCreated created: _fixes[created.Version] = created.Fixes; break;
                case IncidentFollowed followed: _fixes[followed.Version] = followed.Into; break;
                case DeploymentQueued queued when queued.Environment == "production": Queue(queued.Deployment); break;
                case SlotGivenBack { Status: DeploymentStatus.Failed } ended when _orders.TryGetValue(ended.Deployment, out var order):
                    if (order.Kind == DeploymentKind.Rollback) _failedRollbacks.Add(order.Deployment);
                    else _failures.Add((order.Deployment, order.Version, fact.Position));
                    break;
                case IncidentEvent happened:
                    var same = Enumerable.Range(0, journal.Facts.Count).Skip(Math.Max(0, _position - 8)).Take(16)
                        .Where(i => journal.Commits[i] == commit).Select(i => journal.Facts[i].Event).ToList();
                    foreach (var wrong in Of(fact.Stream.Key).Replay(fact, happened, same)) Violations.Add($"#{fact.Position} {fact.Event}: {wrong}");
                    break;
            }
        }
    }

    private static readonly string[] Responses = ["Investigating", "Identified", "Mitigating", "Monitoring"];

    /// <summary>Everything that follows was done, and now it is this late.</summary>
    public void Quiet(World world, DateTimeOffset now)
    {
        foreach (var seen in _incidents.Values)
        {
            foreach (var wrong in seen.Quiet(now)) Violations.Add($"{seen.Id} at {now:MM-dd HH:mm:ss}: {wrong}");
            var state = world.Get<Incident>(Incident.StreamOf(seen.Id));
            var clock = state.LastUpdate?.At > state.CadenceFrom ? state.LastUpdate.At : state.CadenceFrom;
            Expect(clock == seen.CadenceFrom, $"{seen.Id}: the cadence counts from {clock}, not from {seen.CadenceFrom}");
            Expect($"{state.Status}" == seen.Status, $"{seen.Id} is {state.Status}, its facts say {seen.Status}");
        }
        foreach (var (run, version, position) in _failures)
            Expect(_incidents.Values.Any(i => i.Deployment == run || IsFixOf(version, i)), $"{run} failed at #{position} without an incident");
        // Rolled back by hand again after the first was resolved, a deployment has another incident; never two that go on.
        foreach (var twice in _incidents.Values.Where(i => i.Deployment != "" && Responses.Contains(i.Status))
            .GroupBy(i => i.Deployment).Where(g => g.Count() > 1))
            Expect(false, $"{twice.Key} has {twice.Count()} incidents that go on");
        foreach (var run in _failedRollbacks)
            Expect(_incidents.Values.Any(i => i.Mitigations.Contains(run) && i.Worst == Severity.Critical),
                $"the rollback {run} failed and no incident is critical");
        foreach (var run in _rollbacks)
            Expect(_incidents.Values.Any(i => i.Mitigations.Contains(run)), $"the rollback {run} has no incident");
    }

    private bool IsFixOf(string version, SeenIncident incident) =>
        string.Equals(_fixes.GetValueOrDefault(version), incident.Id, StringComparison.OrdinalIgnoreCase);

    private void Queue(Queued order)
    {
        _orders[order.Deployment] = order;
        if (order.Kind == DeploymentKind.Rollback) _rollbacks.Add(order.Deployment);
    }

    private SeenIncident Of(string id) =>
        _incidents.TryGetValue(id, out var seen) ? seen : _incidents[id] = new SeenIncident(id, concepts);

    private void Expect(bool holds, string otherwise)
    {
        if (!holds) Violations.Add(otherwise);
    }
}
