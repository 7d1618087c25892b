using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>The only way to run: all gates, holds and marks are judged in this one decision.</summary>
public sealed record TakeSlot(string Deployment) : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (lane.Queue.FirstOrDefault(q => q.Deployment == Deployment) is not { } queued)
            return Refusal.TooLate($"{Deployment} is not waiting on this lane any more.");
        var blockers = LaneRules.Blockers(lane, queued, readings, now.At);
        if (blockers.Count > 0)
            return Refusal.Blocked($"{Deployment} cannot start yet: {blockers[0].Sentence}.", blockers);
        var view = ReleaseView.Of(lane.Service, queued.Version, readings);
        return new SlotTaken(Deployment, [.. view.Gates(now.At).Select(g => new GateAtStart(g.Id, g.Verdict))])
        {
            AsProduction = readings.ServiceOf(lane.Service)?.Environment(lane.Environment)?.IsProduction ?? false,
        };
    }
}

/// <summary>How a gate stood when production was let start; part of the proof.</summary>
public sealed record GateAtStart(string Gate, Verdict Verdict);

public sealed record SlotTaken(string Deployment, ImmutableArray<GateAtStart> Gates) : LaneEvent
{
    /// <summary>Judged by production's rules.</summary>
    public bool AsProduction { get; init; }

    public override Lane Apply(Lane lane, Moment moment) =>
        lane.Queue.FirstOrDefault(q => q.Deployment == Deployment) is not { } queued ? lane : lane with
        {
            Active = new Slot(queued, moment.At) { AsProduction = AsProduction }, Queue = lane.Queue.Remove(queued),
        };
}
