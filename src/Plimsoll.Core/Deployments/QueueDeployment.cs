using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Asks for a release on an environment; it starts by itself when its last blocker goes.</summary>
public sealed record QueueDeployment(
    string Deployment, string Service, string Environment, string Version, string Shipment, string Reason) : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (lane.Active?.Deployment.Deployment == Deployment || lane.Queue.Any(q => q.Deployment == Deployment))
            return Ruling.Of<LaneEvent>();
        var definition = readings.Of<Service>(Catalog.Service.StreamOf(Service)).Definition;
        if (definition?.Environment(Environment) is null)
            return Refusal.NotFound($"{Service} has no environment {Environment}; its plimsoll.yaml lists them.");
        var release = readings.Of<Release>(Release.StreamOf(Service, Version));
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid($"{release.Title} is a draft; seal it with `plimsoll release seal {Service} {Version}`.");
        return new DeploymentQueued(Service, Environment, new Queued(
            Deployment, Version, candidate.Number, candidate.Artifact, candidate.Digest, DeploymentKind.Deploy,
            Shipment, now.Actor, now.At, Reason));
    }
}

public sealed record DeploymentQueued(string Service, string Environment, Queued Deployment) : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Service = Service, Environment = Environment, Queue = lane.Queue.Add(Deployment),
    };
}
