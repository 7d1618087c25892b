using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Lets the lane go on, with a reason.</summary>
public sealed record LiftHold(string Id, string Reason) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now)
    {
        if (lane.Holds.All(h => h.Id != Id))
            return Refusal.NotFound(lane.Environment == ""
                ? $"There is no hold {Id}: nothing was deployed or held on that lane yet; "
                    + "`plimsoll service show` lists them."
                : $"There is no hold {Id} on {lane.Environment} of {lane.Service}; it may be lifted already.");
        return string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why the hold is lifted.")
            : new HoldLifted(Id, Reason.Trim());
    }
}

public sealed record HoldLifted(string Id, string Reason) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with { Holds = lane.Holds.RemoveAll(h => h.Id == Id) };
}
