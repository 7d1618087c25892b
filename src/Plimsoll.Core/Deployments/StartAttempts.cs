using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Puts attempts of many actions on record at once, before anything happens: all or none.</summary>
public sealed record StartAttempts(ImmutableArray<StartAttempt> Attempts) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now)
    {
        List<DeploymentEvent> started = [];
        foreach (var attempt in Attempts)
        {
            var ruling = attempt.Decide(deployment, now);
            if (ruling.Refusal is not null) return ruling;
            foreach (var begun in ruling.Events) deployment = begun.Apply(deployment, now);
            started.AddRange(ruling.Events);
        }
        return Ruling.Of<DeploymentEvent>(started);
    }
}
