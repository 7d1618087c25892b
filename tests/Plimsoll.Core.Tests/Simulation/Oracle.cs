using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>
/// Replays a journal from its facts alone, by its own simple reading of product.md, and tells what was forbidden.
/// It asks none of the rules it judges: no LaneRules, no GateRules, no folded state.
/// </summary>
internal sealed class Oracle
{
    private readonly Dictionary<string, SeenRelease> _releases = [];
    private readonly Dictionary<string, SeenLane> _lanes = [];
    private readonly Dictionary<string, SeenRun> _runs = [];
    private readonly Dictionary<string, SeenShipment> _shipments = [];
    private readonly Dictionary<string, int> _incidents = [];
    private readonly HashSet<string> _failures = [];
    private readonly List<string> _violations = [];

    public int ProductionStarts { get; private set; }

    public int Rollbacks { get; private set; }

    /// <summary>Of them, how many only to see that it works.</summary>
    public int Rehearsals { get; private set; }
    public int Acknowledged { get; private set; }

    /// <summary>Failed production deployments, each to have one incident once everybody is at rest.</summary>
    public IEnumerable<string> WithoutTheirIncident => _failures.Where(f => _incidents.GetValueOrDefault(f) != 1);

    public int Incidents => _incidents.Count;

    public static (IReadOnlyList<string> Violations, Oracle Oracle) Judge(MemoryJournal journal)
    {
        var oracle = new Oracle();
        for (var at = 0; at < journal.Facts.Count;)
        {
            var commit = journal.Facts.Skip(at).TakeWhile((_, i) => journal.Commits[at + i] == journal.Commits[at]).ToList();
            foreach (var fact in commit) oracle.Replay(fact, commit);
            at += commit.Count;
        }
        return (oracle._violations, oracle);
    }

    private void Replay(Fact fact, IReadOnlyList<Fact> commit)
    {
        var key = fact.Stream.Key;
        switch (fact.Stream.Kind)
        {
            case "release": Get(_releases, key).Replay(fact); break;
            case "lane": OnLane(fact, key, Get(_lanes, key), commit); break;
            case "deployment": OnRun(fact, Get(_runs, key)); break;
            case "incident" when fact.Event is IncidentDeclared { Deployment: not "" } declared:
                _incidents[declared.Deployment] = _incidents.GetValueOrDefault(declared.Deployment) + 1;
                break;
            case "shipment": OnShipment(fact, key, Get(_shipments, key)); break;
        }
    }

    private void OnLane(Fact fact, string key, SeenLane lane, IReadOnlyList<Fact> commit)
    {
        switch (fact.Event)
        {
            case SlotTaken taken: OnSlot(fact, key, lane, taken.Deployment); break;
            case SlotGivenBack back: OnEnd(fact, key, lane, back, commit); break;
            case DeploymentQueued { Deployment: { Kind: DeploymentKind.Rollback } order }:
                Expect(!lane.Bad.Contains((order.Version, order.Digest)), fact, "a rollback was asked for to a bad release");
                Expect(order.Rehearses != "" || commit.Any(f => f.Event is MarkedBad) || lane.Bad.Count > 0, fact,
                    "a rollback marked nothing bad");
                Expect(order.Rehearses == "" || !commit.Any(f => f.Event is MarkedBad), fact, "a rehearsal marked something bad");
                Expect(order.Rehearses == "" || !key.EndsWith("/production", StringComparison.Ordinal), fact, "production was rehearsed on");
                break;
            case VersionAdopted adopted: lane.Adopted.Add(adopted.Digest); break;
        }
        lane.Replay(fact);
    }

    private void OnSlot(Fact fact, string key, SeenLane lane, string id)
    {
        var production = key.EndsWith("/production", StringComparison.Ordinal);
        Expect(lane.Active is null, fact, $"the slot was taken while {lane.Active} held it");
        Expect(lane.Started.Add(id), fact, $"{id} took the slot twice");
        if (!lane.Orders.TryGetValue(id, out var order) || !lane.Queue.Contains(id))
        {
            Expect(false, fact, $"{id} was not queued");
            return;
        }
        var service = key.Split('/')[0];
        var release = Get(_releases, $"{service}/{order.Version}");
        Expect(!release.Withdrawn, fact, $"{order.Version} was withdrawn");
        Expect(Get(_runs, id) is not { Ended: true }, fact, $"{id} had ended before it started");
        var bad = lane.Bad.Contains((order.Version, order.Digest));
        if (order.Kind == DeploymentKind.Rollback)
        {
            Rollbacks++;
            if (order.Rehearses != "") Rehearsals++;
            Expect(!bad, fact, "a rollback started to a bad release");
            return;
        }
        Expect(!bad || release.IsWaived("marked-bad", fact.Moment.At), fact, $"{order.Version} was marked bad");
        Expect(lane.Holds.Count == 0, fact, "the lane was on hold");
        // What returns from a rehearsal is what was there before, whatever was sealed since.
        if (order.Rehearses != "") return;
        Expect(release.Candidates.Count == order.Candidate && release.Now?.Digest == order.Digest, fact, "a newer candidate was sealed");
        Expect(order.Shipment == "" || Get(_shipments, order.Shipment) is { IsOpen: true } walk && walk.Candidate == order.Candidate,
            fact, "its shipment had ended or ships another candidate");
        if (!production) return;
        ProductionStarts++;
        Expect(Get(_lanes, $"{service}/staging").Passed.Contains(order.Digest), fact, "these bytes never passed staging");
        foreach (var closed in ReadGates.Closed(release, fact.Moment.At)) Expect(false, fact, $"gate {closed} was closed");
    }

    private void OnEnd(Fact fact, string key, SeenLane lane, SlotGivenBack back, IReadOnlyList<Fact> commit)
    {
        var run = Get(_runs, back.Deployment);
        Expect(run.Ended, fact, "the slot was given back by a deployment that goes on");
        if (run.Failed && key.EndsWith("/production", StringComparison.Ordinal))
            Expect(commit.Any(f => f.Event is HoldPlaced), fact, "a failed production deployment left no hold");
        var order = lane.Orders[back.Deployment];
        if (run.Failed && order.Kind != DeploymentKind.Rollback && key.EndsWith("/production", StringComparison.Ordinal))
            _failures.Add(back.Deployment);
        if (run.Failed && run.CheckSaidNo && order.Kind != DeploymentKind.Rollback)
            Expect(commit.Any(f => f.Event is MarkedBad) || lane.Bad.Contains((order.Version, order.Digest)), fact,
                "a failed verification left the release unmarked");
        if (run.Failed && order.Kind == DeploymentKind.Rollback)
            Expect(!commit.Any(f => f.Event is DeploymentQueued), fact, "a failed rollback was followed by a second one");
        if (run.Succeeded && order is { Rehearses: not "", Kind: DeploymentKind.Rollback })
            Expect(commit.Any(f => f.Event is DeploymentQueued { Deployment.Kind: DeploymentKind.Redeploy } back
                && back.Deployment.Version == order.Rehearses), fact, $"{order.Rehearses} does not return from its rehearsal");
        if (run.Succeeded && run.AllChecksPassed) lane.Passed.Add(order.Digest);
    }

    private void OnRun(Fact fact, SeenRun run)
    {
        var lane = run.Lane == "" ? null : Get(_lanes, run.Lane);
        if (fact.Event is DeploymentStarted or AttemptStarted)
            Expect(lane?.Active == run.Id, fact, "it acts without holding the slot");
        if (fact.Event is AttemptStarted or DeploymentStarted) Expect(!run.Ended, fact, "it acts after its end");
        run.Replay(fact);
    }

    private void OnShipment(Fact fact, string key, SeenShipment shipment)
    {
        if (fact.Event is ShipmentOpened opened)
            Expect(!_shipments.Values.Any(s => s.IsOpen && s.Version == opened.Version), fact, "a second walk of one release was opened");
        if (fact.Event is ReleaseAnnounced)
        {
            Expect(++shipment.Announced == 1, fact, "it was announced twice");
            Expect(Get(_runs, $"{key}-production").Succeeded, fact, "it was announced before production succeeded");
        }
        if (fact.Event is AnnouncementAcknowledged)
        {
            Acknowledged++;
            Expect(shipment.Announced == 1 && ++shipment.Read == 1 && fact.Moment.Actor == "sam", fact,
                "it was not announced, or was read before, or by somebody who is not asked");
        }
        shipment.Replay(fact);
    }

    private void Expect(bool holds, Fact fact, string otherwise)
    {
        if (!holds) _violations.Add($"#{fact.Position} {fact.Event.GetType().Name} on {fact.Stream}: {otherwise}");
    }

    private static T Get<T>(Dictionary<string, T> seen, string key) where T : new() =>
        seen.TryGetValue(key, out var found) ? found : seen[key] = new T();
}
