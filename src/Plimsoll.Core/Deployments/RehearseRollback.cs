using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Goes back to the last known good release before production and then brings the release back again, to see
/// that it works and how long it takes. Nothing is marked bad.</summary>
public sealed record RehearseRollback(string Service, string Environment, string Version, string Deployment)
    : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        var release = readings.Of<Release>(Release.StreamOf(Service, Version));
        if (WrongPlace(readings) is { } wrong) return wrong;
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid($"Nothing is rehearsed: {release.Title} is a draft; " +
                $"seal it with `plimsoll release seal {Service} {Version}`, and ship it to {Environment}.");
        if (release.RollbackPlan is { Data: DataClass.Irreversible })
            return Refusal.Invalid("Nothing is rehearsed: its plan says that data cannot go back, so going back is " +
                "not what would be done. Try its mitigation out, and confirm the gate by hand.");
        if (NotReady(lane, release, candidate, now.At) is { } notReady) return notReady;
        if (Rollback.GoesTo(lane, readings) is not { } good) return Rollback.NothingToGoTo(lane, Version);
        var why = $"rehearsal of rolling back {Version}";
        var back = Rollback.To(good, lane, "", Deployment, why, now.Actor, now.At, "");
        return back with { Deployment = back.Deployment with { Rehearses = Version } };
    }

    private Refusal? WrongPlace(Readings readings)
    {
        var service = readings.Of<Service>(Catalog.Service.StreamOf(Service)).Definition;
        if (service?.Environment(Environment) is not { } place)
            return Refusal.NotFound($"{Service} has no environment {Environment}; its plimsoll.yaml lists them.");
        return !place.IsProduction ? null : Refusal.Invalid(
            $"Nothing is rehearsed: {Environment} is production, and a rehearsal comes before it. Name another " +
            "environment; where there is none, the gate is confirmed by hand.");
    }

    private Refusal? NotReady(Lane lane, Release release, Candidate candidate, DateTimeOffset at)
    {
        if (lane.Active?.Deployment.Deployment is { } active)
            return Refusal.Conflict($"Nothing is rehearsed: {active} is running on {Environment}; " +
                "rehearse when it has ended.");
        if (Rollback.OnItsWay(lane) is { } waiting)
            return Refusal.Conflict($"Nothing is rehearsed: {waiting.Deployment} is on its way already, back to " +
                $"{waiting.Version}.");
        if (LaneRules.Stops(lane, release, at).FirstOrDefault() is { } stop)
            return Refusal.Blocked($"Nothing is rehearsed: {stop.Sentence}.", stop);
        if (lane.Targets.IsEmpty || lane.Targets.Values.Any(t => t.Digest != candidate.Digest))
            return Refusal.Invalid($"Nothing is rehearsed: {Environment} does not run candidate {candidate.Number} " +
                $"of {Version}; ship it there first with `plimsoll release ship {Service} {Version}`.");
        return lane.Good.Any(g => g.Digest == candidate.Digest) ? null : Refusal.Invalid(
            $"Nothing is rehearsed: nothing has verified {Version} on {Environment}, so nobody would know that it is " +
            "back. Add `smoke` or `verification` to the service file, and ship it there again.");
    }

    /// <summary>The release comes back when its rollback is verified.</summary>
    internal static DeploymentQueued? Return(Lane lane, Queued back, DateTimeOffset at) =>
        lane.Good.LastOrDefault(g => g.Version == back.Rehearses) is not { } good
            ? null
            : new DeploymentQueued(lane.Service, lane.Environment, new Queued(
                ReturnOf(back.Deployment), good.Version, good.Candidate, good.Artifact, good.Digest,
                DeploymentKind.Redeploy, "", back.By, at, $"{good.Version} comes back after its rehearsal",
                back.Deployment)
            {
                Rehearses = back.Rehearses,
            });

    /// <summary>The deployment that brings back what a rehearsal took away.</summary>
    public static string ReturnOf(string deployment) => $"{deployment}-return";
}
