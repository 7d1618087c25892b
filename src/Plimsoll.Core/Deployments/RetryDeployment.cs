using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Another attempt of what failed, with exactly the same inputs, while the deployment asks.</summary>
public sealed record RetryDeployment : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment.Question is { } question && question.Choices.Contains(Choice.Retry)
            ? new QuestionAnswered(Choice.Retry, "", question.Actions)
            : deployment.HasEnded
                ? Refusal.TooLate(
                    $"{deployment.Id} has ended; ship again with `plimsoll release ship {deployment.Service} " +
                    $"{deployment.Order.Version}`, steps whose evidence still holds are taken over.")
                : Refusal.TooLate($"{deployment.Id} asks nothing now; there is nothing to retry.");
}
