using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Something failed and the policy is to ask.</summary>
public sealed record AskQuestion(string Text, ImmutableArray<string> Actions, ImmutableArray<Choice> Choices)
    : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment.Status is DeploymentStatus.Running or DeploymentStatus.Verifying
            ? new QuestionAsked(Text, Actions, Choices,
                now.At + (deployment.Inputs?.Service.Rollback.QuestionExpires ?? TimeSpan.FromHours(4)))
            : Ruling.Of<DeploymentEvent>();
}

public sealed record QuestionAsked(string Text, ImmutableArray<string> Actions, ImmutableArray<Choice> Choices,
    DateTimeOffset Expires)
    : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) => deployment with
    {
        Status = DeploymentStatus.Waiting,
        Question = new Question(Text, Actions, Choices, moment.At, Expires),
    };
}
