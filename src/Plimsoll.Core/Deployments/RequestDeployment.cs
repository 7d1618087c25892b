using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Gives a queued deployment its own record, so that it can be watched from the first moment.</summary>
public sealed record RequestDeployment(string Id, string Service, string Environment, Queued Order) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment.Exists ? Ruling.Of<DeploymentEvent>() : new DeploymentRequested(Id, Service, Environment, Order);
}

public sealed record DeploymentRequested(string Id, string Service, string Environment, Queued Order) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) =>
        deployment with { Id = Id, Service = Service, Environment = Environment, Order = Order };
}
