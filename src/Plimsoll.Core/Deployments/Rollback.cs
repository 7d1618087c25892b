using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Goes back to the last known good release; marks what is left behind as bad in the same decision.</summary>
public sealed record Rollback(string Deployment, string Reason) : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why you roll back; the record and the review need it.");
        if (OnItsWay(lane) is { } waiting)
            return waiting.Deployment == Deployment
                ? Ruling.Of<LaneEvent>()
                : Refusal.Conflict($"{waiting.Deployment} is on its way already, back to {waiting.Version}.");
        var (version, digest) = Left(lane);
        if (GoesTo(lane, readings) is not { } good)
            return NothingToGoTo(lane, version);
        var queued = To(good, lane, "", Deployment, Reason.Trim(), now.Actor, now.At,
            lane.Active?.Deployment.Deployment ?? "");
        return version == "" || lane.IsBad(version, digest)
            ? queued : Ruling.Of<LaneEvent>(new MarkedBad(version, digest, Reason.Trim()), queued);
    }

    /// <summary>
    /// The newest good release that is not the one being left and that nobody withdrew; null when there is none.
    /// </summary>
    public static Good? GoesTo(Lane lane, Readings readings)
    {
        var (version, digest) = Left(lane);
        return lane.GoodBefore(version, digest, g => MayRun(lane, g, readings));
    }

    internal static Refusal NothingToGoTo(Lane lane, string version) => Refusal.Blocked(
        $"There is nothing to roll back to on {lane.Environment}: no verified release before {version}.",
        new Blocker("lane.no-lkg", "no last known good release", "Release Manager",
            $"plimsoll service adopt {lane.Service} VERSION --environment {lane.Environment}", 0));

    internal static DeploymentQueued To(
        Good good, Lane lane, string shipment, string deployment, string reason, string by, DateTimeOffset at,
        string leaves) =>
        new(lane.Service, lane.Environment, new Queued(
            deployment, good.Version, good.Candidate, good.Artifact, good.Digest, DeploymentKind.Rollback,
            shipment, by, at, reason, leaves));

    /// <summary>The rollback that runs on the lane or waits for it; null when there is none.</summary>
    public static Queued? OnItsWay(Lane lane) =>
        lane.Active is { Deployment.IsRollback: true } active
            ? active.Deployment
            : lane.Queue.FirstOrDefault(q => q.IsRollback);

    /// <summary>Nobody withdrew it in the meantime.</summary>
    internal static bool MayRun(Lane lane, Good good, Readings readings) =>
        !readings.Of<Release>(Release.StreamOf(lane.Service, good.Version)).IsWithdrawn;

    /// <summary>
    /// What is left: what is being deployed, else what is bad and still runs, else the newest a target runs.
    /// </summary>
    private static (string Version, string Digest) Left(Lane lane)
    {
        if (lane.Active is { } active) return (active.Deployment.Version, active.Deployment.Digest);
        var running = lane.Targets.Values.OrderBy(t => t.Since).ToList();
        var left = running.LastOrDefault(t => lane.IsBad(t.Version, t.Digest)) ?? running.LastOrDefault();
        return left is null ? ("", "") : (left.Version, left.Digest);
    }
}
