using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Goes on without targets that failed, as far as the environment's max-failures allows.</summary>
public sealed record ExcludeTargets(ImmutableArray<string> Targets, string Reason) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment.IsActive
            ? new TargetsExcluded(Targets, Reason) : Refusal.TooLate($"{deployment.Id} is not running.");
}

public sealed record TargetsExcluded(ImmutableArray<string> Targets, string Reason) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) =>
        deployment with
        {
            Excluded = deployment.Excluded.SetItems(Targets.Select(t => KeyValuePair.Create(t, Reason))),
        };
}
