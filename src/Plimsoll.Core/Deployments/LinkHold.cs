using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Says which incident a hold belongs to, so that the patch made for it passes.</summary>
public sealed record LinkHold(string Hold, string Incident) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now) =>
        lane.Holds.FirstOrDefault(h => h.Id == Hold) is { } hold && hold.Incident != Incident
            ? new HoldLinked(Hold, Incident) : Ruling.Of<LaneEvent>();
}

public sealed record HoldLinked(string Hold, string Incident) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Holds = [.. lane.Holds.Select(h => h.Id == Hold ? h with { Incident = Incident } : h)],
    };
}
