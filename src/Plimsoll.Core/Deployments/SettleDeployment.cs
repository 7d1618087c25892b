using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// The end of a deployment in one decision: slot free and, when it failed, hold, bad mark and rollback.
/// </summary>
public sealed record SettleDeployment(string Deployment) : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (lane.Active?.Deployment is not { } active || active.Deployment != Deployment) return Ruling.Of<LaneEvent>();
        var run = readings.Of<Deployment>(Deployments.Deployment.StreamOf(Deployment));
        if (!run.HasEnded) return Refusal.Invalid($"{Deployment} has not ended.");
        var environment = run.Inputs?.Environment
            ?? readings.Of<Service>(Service.StreamOf(lane.Service)).Definition?.Environment(lane.Environment);
        var good = lane.GoodBefore(active.Version, active.Digest, g => Rollback.MayRun(lane, g, readings));
        return Ruling.Of([.. Consequences(lane, active, run, environment?.IsProduction ?? true, good),
            .. Returning(lane, active, run, now.At)]);
    }

    private static IEnumerable<LaneEvent> Consequences(Lane lane, Queued active, Deployment run, bool production,
        Good? good)
    {
        yield return new SlotGivenBack(active.Deployment, run.Status, run.Verified);
        if (run.Status == DeploymentStatus.Succeeded && Gone(lane, run) is { IsEmpty: false } gone)
            yield return new TargetsForgotten(gone);
        if (run.Unclean != "")
            yield return Held(lane, active.Deployment + Hold.Unclean,
                $"{active.Deployment} may still run: {run.Unclean}");
        if (run.Status != DeploymentStatus.Failed) yield break;
        if (active.IsRollback)
        {
            yield return Held(lane, active.Deployment, $"the rollback to {active.Version} failed: {run.Sentence}");
            yield break;
        }
        var back = run.RollBack && run.ChangedAnything;
        if ((run.VerificationFailed || back) && !lane.IsBad(active.Version, active.Digest))
            yield return new MarkedBad(active.Version, active.Digest, run.Sentence);
        if (!production) yield break;
        yield return Held(lane, active.Deployment, $"{active.Version} failed on {lane.Environment}: {run.Sentence}");
        if (back && good is not null && lane.Queue.All(q => !q.IsRollback))
            yield return Rollback.To(good, lane, active.Shipment, RollbackOf(active.Deployment),
                $"{active.Version} failed: {run.Sentence}", run.EndedBy, run.EndedAt, run.Id);
    }

    /// <summary>Targets on record that the service file it was deployed by does not name any more.</summary>
    private static ImmutableArray<string> Gone(Lane lane, Deployment run) => run.Inputs is not { } inputs ? []
        : [.. lane.Targets.Keys.Union(lane.Drift.Keys).Except(inputs.Environment.Targets.Select(t => t.Name))];

    private static IEnumerable<LaneEvent> Returning(Lane lane, Queued active, Deployment run, DateTimeOffset at) =>
        active is { Rehearses: not "", IsRollback: true } && run.Status == DeploymentStatus.Succeeded
            && RehearseRollback.Return(lane, active, at) is { } queued ? [queued] : [];

    /// <summary>The rollback that the end of a failed deployment asks for.</summary>
    public static string RollbackOf(string deployment) => $"{deployment}-rollback";

    private static HoldPlaced Held(Lane lane, string id, string reason) =>
        new(lane.Service, lane.Environment, id, reason);
}

public sealed record SlotGivenBack(string Deployment, DeploymentStatus Status, bool Verified) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) =>
        lane.Active?.Deployment is not { } d || d.Deployment != Deployment ? lane : lane with
        {
            Active = null,
            Good = Verified && Status == DeploymentStatus.Succeeded
                ? lane.Good.Add(new Good(d.Deployment, d.Version, d.Candidate, d.Artifact, d.Digest, moment.At))
                : lane.Good,
        };
}

/// <summary>They are no part of the environment any more: what runs there, if they are still there, is nobody's here.
/// </summary>
public sealed record TargetsForgotten(ImmutableArray<string> Targets) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Targets = lane.Targets.RemoveRange(Targets), Drift = lane.Drift.RemoveRange(Targets),
    };
}

public sealed record MarkedBad(string Version, string Digest, string Reason) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) =>
        lane.IsBad(Version, Digest)
            ? lane : lane with { Bad = lane.Bad.Add(new BadMark(Version, Digest, Reason, moment.At)) };
}
