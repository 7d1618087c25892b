using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Guide;

/// <summary>How a line was kept.</summary>
internal enum Kept { Done, Late, Waived, Open, NotApplicable }

/// <summary>How each line of the guide was kept in the last releases and incidents, by the check's id.</summary>
internal sealed class KeptLines
{
    private const int Last = 10;

    private readonly ILookup<string, (Kept Kept, bool OfIncident)> _lines;

    private KeptLines(IEnumerable<(string Id, Kept Kept, bool OfIncident)> lines) =>
        _lines = lines.ToLookup(line => line.Id, line => (line.Kept, line.OfIncident), StringComparer.Ordinal);

    public static KeptLines Of(Sight sight) => new(
    [
        .. sight.Releases().Where(r => r is { IsWithdrawn: false, Candidate: not null }).Take(Last).SelectMany(r => OfRelease(sight, r)),
        .. sight.World.All<Incident>().Select(i => i.Value).Where(i => i.Exists)
            .OrderByDescending(i => i.DeclaredAt).Take(Last).SelectMany(i => OfIncident(sight, i)),
    ]);

    /// <summary>Counts in words with their state; null when it was never asked for.</summary>
    public Sign? SignOf(string id)
    {
        var all = _lines[id].Where(line => line.Kept != Kept.NotApplicable).ToList();
        if (all.Count == 0) return null;
        int Count(Kept kept) => all.Count(line => line.Kept == kept);
        var where = Words.Count(all.Count, all[0].OfIncident ? "incident" : "release",
            all[0].OfIncident ? "incidents" : "releases");
        var words = ((Kept[])[Kept.Done, Kept.Late, Kept.Waived, Kept.Open]).Where(kept => Count(kept) > 0)
            .Select(kept => $"{kept.ToString().ToLowerInvariant()} {Count(kept)}");
        return new Sign(MarkOf(Count), $"{string.Join(", ", words)} in {where}");
    }

    private static Mark MarkOf(Func<Kept, int> count) =>
        count(Kept.Late) > 0 ? Mark.Stale : count(Kept.Waived) > 0 ? Mark.Waive
        : count(Kept.Open) > 0 ? Mark.Wait : Mark.Ok;

    // What is out was let through; what opened its gates then may have aged since.
    private static IEnumerable<(string, Kept, bool)> OfRelease(Sight sight, Release release)
    {
        var view = ReleaseView.Of(release, sight.World.Reader());
        var shipment = sight.World.LatestShipment(release);
        var times = StepTimes.Of(shipment, sight.World.Reader());
        var wentOut = shipment.Status == ShipmentStatus.Done;
        var gates = view.Gates(wentOut ? shipment.EndedAt : sight.Now)
            .Select(gate => (gate.Id, gate.Verdict switch
            {
                Verdict.Waived => Kept.Waived,
                Verdict.NotApplicable => Kept.NotApplicable,
                Verdict.Passed => Kept.Done,
                _ => wentOut ? Kept.Done : Kept.Open,
            }, false));
        return [.. gates, .. shipment.Steps.Select(step =>
            (step.Id, times.IsLate(step, sight.Now) ? Kept.Late : OfStep(step.Status), false))];
    }

    private static Kept OfStep(StepStatus status) => status switch
    {
        StepStatus.Done => Kept.Done,
        StepStatus.Skipped => Kept.Waived,
        StepStatus.NotApplicable => Kept.NotApplicable,
        _ => Kept.Open,
    };

    private static IEnumerable<(string, Kept, bool)> OfIncident(Sight sight, Incident incident)
    {
        var playbook = sight.World.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
        return IncidentDuties.Of(incident, playbook, sight.Now).Select(duty => (duty.Check.Id, OfDuty(duty), true));
    }

    private static Kept OfDuty(Duty duty) => duty.State switch
    {
        DutyState.Waived => Kept.Waived,
        DutyState.Done => duty.WasLate ? Kept.Late : Kept.Done,
        DutyState.Overdue => Kept.Late,
        DutyState.Open or DutyState.NotYet => Kept.Open,
        _ => Kept.NotApplicable,
    };
}
