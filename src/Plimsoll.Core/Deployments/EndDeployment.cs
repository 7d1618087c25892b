using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Closes a run with what became of it.</summary>
/// <param name="RollBack">True when the policy rolls back by itself.</param>
public sealed record EndDeployment(DeploymentStatus Status, string Sentence, bool RollBack) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now)
    {
        if (deployment.HasEnded) return Ruling.Of<DeploymentEvent>();
        return deployment.Attempts.Any(a => a.IsOpen)
            ? Refusal.Conflict($"{deployment.Id} still has open attempts.")
            : new DeploymentEnded(Status, Sentence, RollBack);
    }
}

public sealed record DeploymentEnded(DeploymentStatus Status, string Sentence, bool RollBack) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) =>
        Ended(deployment, Status, Sentence, RollBack, moment);

    internal static Deployment Ended(
        Deployment deployment, DeploymentStatus status, string sentence, bool rollBack, Moment moment) =>
        deployment with
        {
            Status = status, Question = null, Sentence = sentence, RollBack = rollBack, EndedAt = moment.At,
            EndedBy = status == DeploymentStatus.Cancelled && deployment.EndedBy != ""
                ? deployment.EndedBy
                : moment.Actor,
        };
}
