using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Goes back to the last known good release; marks what is left behind as bad in the same decision.</summary>
public sealed record Rollback(string Deployment, string Reason) : LaneCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Moment now)
    {
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why you roll back; the record and the review need it.");
        if (Waiting(lane) is { } waiting)
            return waiting.Deployment == Deployment
                ? Ruling.Of<LaneEvent>()
                : Refusal.Conflict($"{waiting.Deployment} is on its way already, back to {waiting.Version}.");
        var (version, digest) = Left(lane);
        if (GoesTo(lane) is not { } good)
            return Refusal.Blocked($"There is nothing to roll back to on {lane.Environment}: no verified release before {version}.",
                new Blocker("lane.no-lkg", "no last known good release", "Release Manager",
                    $"plimsoll service adopt {lane.Service} VERSION --environment {lane.Environment}", 0));
        var queued = To(good, lane, "", Deployment, Reason.Trim(), now.Actor, now.At, lane.Active?.Deployment.Deployment ?? "");
        return version == "" ? queued : Ruling.Of<LaneEvent>(new MarkedBad(version, digest, Reason.Trim()), queued);
    }

    /// <summary>The newest good release that is not the one being left; null when there is none.</summary>
    public static Good? GoesTo(Lane lane)
    {
        var left = Left(lane);
        return lane.Good.LastOrDefault(g => !lane.IsBad(g.Version, g.Digest) && (g.Version, g.Digest) != left);
    }

    internal static DeploymentQueued To(
        Good good, Lane lane, string shipment, string deployment, string reason, string by, DateTimeOffset at,
        string leaves) =>
        new(lane.Service, lane.Environment, new Queued(
            deployment, good.Version, good.Candidate, good.Artifact, good.Digest, DeploymentKind.Rollback, shipment, by, at, reason, leaves));

    private static Queued? Waiting(Lane lane) =>
        lane.Active is { Deployment.Kind: DeploymentKind.Rollback } active
            ? active.Deployment
            : lane.Queue.FirstOrDefault(q => q.Kind == DeploymentKind.Rollback);

    /// <summary>The release that is left: the one being deployed, else the newest that a target runs.</summary>
    private static (string Version, string Digest) Left(Lane lane) =>
        lane.Active is { } active ? (active.Deployment.Version, active.Deployment.Digest)
        : lane.Targets.Values.OrderBy(t => t.Since).LastOrDefault() is { } newest ? (newest.Version, newest.Digest)
        : ("", "");
}
