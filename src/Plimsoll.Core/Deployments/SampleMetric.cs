using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Keeps one round of readings of an observed metric.</summary>
public sealed record SampleMetric(ImmutableArray<TargetSample> Samples) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment.HasEnded
            ? Refusal.TooLate($"{deployment.Id} has ended.")
            : new MetricSampled(Samples);
}

public sealed record MetricSampled(ImmutableArray<TargetSample> Samples) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) =>
        deployment with { Samples = deployment.Samples.AddRange(Samples) };
}
