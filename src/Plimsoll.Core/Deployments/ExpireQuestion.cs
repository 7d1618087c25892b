using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Nobody answered in time: the deployment has failed, so that a holiday blocks no hotfix.</summary>
public sealed record ExpireQuestion : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment is { Status: DeploymentStatus.Waiting, Question: { } question } && question.Expires <= now.At
            ? new DeploymentEnded(DeploymentStatus.Failed, $"nobody answered in time: {question.Text}", false)
            : Ruling.Of<DeploymentEvent>();
}
