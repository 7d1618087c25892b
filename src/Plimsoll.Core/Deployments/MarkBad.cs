using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>A person marks a version as bad on this lane.</summary>
public sealed record MarkBad(string Version, string Digest, string Reason) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now)
    {
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why it is bad.");
        return lane.IsBad(Version, Digest) ? Ruling.Of<LaneEvent>() : new MarkedBad(Version, Digest, Reason.Trim());
    }
}
