using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>What a lane decides elsewhere: the slot is there, the plan is made; only what deploys.</summary>
internal sealed record Begin(ImmutableArray<PlannedAction> Plan, FrozenInputs Inputs) : DeploymentCommand
{
    public static Begin Of(ServiceDefinition service)
    {
        var environment = service.Environments[0];
        var plan = DeploymentPlan.For(service, environment, DeploymentKind.Deploy, ["one"]);
        return new Begin([.. plan.Where(action => action.Phase == Phase.Deploy)], new FrozenInputs(service, environment));
    }

    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) => new DeploymentStarted(Plan, Inputs);
}
