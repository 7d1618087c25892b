using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Notes what a target runs from now on.</summary>
public sealed record RecordSwitch(string Target, string Version, string Digest, string Deployment) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now) =>
        lane.Targets.TryGetValue(Target, out var running) && running.Deployment == Deployment
            ? Ruling.Of<LaneEvent>()
            : new TargetSwitched(Target, Version, Digest, Deployment);
}

public sealed record TargetSwitched(string Target, string Version, string Digest, string Deployment) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Targets = lane.Targets.SetItem(Target, new Running(Version, Digest, Deployment, moment.At)),
        Drift = lane.Drift.Remove(Target),
    };
}
