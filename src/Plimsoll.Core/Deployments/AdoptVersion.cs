using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Records what runs today as last known good, so that there is something to go back to.</summary>
/// <param name="Digest">SHA-256 of the artifact kept for it.</param>
public sealed record AdoptVersion(
    string Service, string Environment, string Version, string Artifact, string Digest, ImmutableArray<string> Targets)
        : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now)
    {
        if (lane.Active is { } active)
            return Refusal.Conflict($"{active.Deployment.Deployment} is running; adopt when it has ended.");
        if (Version == "" || Digest == "")
            return Refusal.Invalid("Say which version runs, and keep its artifact: both are needed to go back.");
        if (lane.IsBad(Version, Digest))
            return Refusal.Invalid(
                $"{Version} is marked bad on {lane.Environment}, so it cannot be what is known to be good.");
        return lane.LastKnownGood is { } good && (good.Version, good.Digest) == (Version, Digest)
            && lane.RunningVersion == Version && lane.Drift.IsEmpty
            ? Ruling.Of<LaneEvent>()
            : new VersionAdopted(Service, Environment, Version, Artifact, Digest, Targets);
    }
}

public sealed record VersionAdopted(
    string Service, string Environment, string Version, string Artifact, string Digest, ImmutableArray<string> Targets)
        : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Service = Service, Environment = Environment, Drift = Drifted.None,
        Targets = Targets.Distinct().ToImmutableSortedDictionary(t => t,
            _ => new Running(Version, Digest, "", moment.At)),
        Good = lane.Good.Add(new Good($"adopted-{Version}", Version, 0, Artifact, Digest, moment.At)),
    };
}
