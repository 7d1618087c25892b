using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Asks for a release on an environment; it starts by itself when its last blocker goes.</summary>
public sealed record QueueDeployment(
    string Deployment, string Service, string Environment, string Version, string Shipment, string Reason)
        : LaneReadingCommand
{
    private const int LongestQueue = 100;

    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (lane.Active?.Deployment.Deployment == Deployment || lane.Queue.Any(q => q.Deployment == Deployment))
            return Ruling.Of<LaneEvent>();
        var definition = readings.Of<Service>(Catalog.Service.StreamOf(Service)).Definition;
        if (definition?.Environment(Environment) is not { } place)
            return Refusal.NotFound($"{Service} has no environment {Environment}; its plimsoll.yaml lists them.");
        var release = readings.Of<Release>(Release.StreamOf(Service, Version));
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid(
                $"{release.Title} is a draft; seal it with `plimsoll release seal {Service} {Version}`.");
        if (NotAsked(lane, candidate, readings) is { } refusal) return refusal;
        var queued = new Queued(Deployment, Version, candidate.Number, candidate.Artifact, candidate.Digest,
            DeploymentKind.Deploy, Shipment, now.Actor, now.At, Reason);
        return Ruling.Of<LaneEvent>(
            [new DeploymentQueued(Service, Environment, queued), .. QueueRules.Leaving(lane, queued, place.Queue)]);
    }

    /// <summary>Why nobody wants it any more; null while it is wanted.</summary>
    private Refusal? NotAsked(Lane lane, Candidate candidate, Readings readings)
    {
        if (lane.TakenOut.Contains(Deployment)
            || readings.Of<Deployment>(Deployments.Deployment.StreamOf(Deployment)).Exists)
            return Refusal.TooLate($"{Deployment} was asked for before; ship again for a new one.");
        if (lane.Queue.Length >= LongestQueue)
            return Refusal.Conflict($"{LongestQueue} deployments wait for {Environment} already; cancel some first.");
        if (Shipment == "") return null;
        var shipment = readings.Of<Shipment>(Deployments.Shipment.StreamOf(Shipment));
        if (!shipment.IsOpen) return Refusal.TooLate($"{Shipment} is not open any more; ship again.");
        return shipment.Candidate == candidate.Number ? null : Refusal.TooLate(
            $"{Shipment} ships candidate {shipment.Candidate}; this is candidate {candidate.Number} now. Ship again.");
    }
}

public sealed record DeploymentQueued(string Service, string Environment, Queued Deployment) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Service = Service, Environment = Environment, Queue = lane.Queue.Add(Deployment),
    };
}
