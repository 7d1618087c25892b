using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// Brings every target of a lane to the newest version on record: those a deployment left behind, and those that were
/// changed by hand. Only these are changed, without canary and without migrating again.
/// </summary>
public sealed record AlignLane(string Deployment, string Reason) : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (lane.Active is { } active)
            return Refusal.Conflict($"{active.Deployment.Deployment} is running; look again when it has ended.");
        if (lane is { IsMixed: false, Drift.IsEmpty: true })
            return Refusal.Invalid(
                $"Nothing to align: all targets of {lane.Environment} run the version that is on record.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why it is aligned; it stays with the record.");
        if (lane.Queue.FirstOrDefault(q => q.Kind != DeploymentKind.Deploy) is { } waiting)
            return waiting.Deployment == Deployment ? Ruling.Of<LaneEvent>()
                : Refusal.Conflict($"{waiting.Deployment} is on its way already, to {waiting.Version}.");
        var newest = lane.Targets.Values.MaxBy(t => t.Since)!;
        var release = readings.Of<Release>(Release.StreamOf(lane.Service, newest.Version));
        if (LaneRules.Unsafe(lane, newest.Version, newest.Digest, release).FirstOrDefault() is { } bad)
            return Refusal.Blocked(
                $"{newest.Version} is not to be aligned to: {bad.Sentence}. Roll back instead.", bad);
        return Content(newest, lane, release) is { } order
            ? new DeploymentQueued(lane.Service, lane.Environment, order with
            {
                By = now.Actor, At = now.At, Reason = Reason.Trim(),
            })
            : Refusal.TooLate($"What {newest.Version} was deployed with is not its candidate any more; ship it again.");
    }

    /// <summary>The very bytes that are on record: a candidate's, or those of a version that was adopted.</summary>
    private Queued? Content(Running newest, Lane lane, Release release)
    {
        if (release.Candidate is { } candidate && candidate.Digest == newest.Digest)
            return Order(candidate.Number, candidate.Artifact);
        return lane.Good.LastOrDefault(g => (g.Version, g.Digest) == (newest.Version, newest.Digest)) is { } good
            ? Order(good.Candidate, good.Artifact) : null;

        Queued Order(int number, string artifact) => new(Deployment, newest.Version, number, artifact, newest.Digest,
            DeploymentKind.Redeploy, "", "", default, "");
    }
}
