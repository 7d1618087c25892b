using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Stops a run: what is running gets TERM, then KILL; nothing new starts.</summary>
public sealed record CancelDeployment(string Reason) : DeploymentCommand
{
    /// <summary>What becomes of one that has not started; one that runs is cancelled.</summary>
    public DeploymentStatus Unstarted { get; init; } = DeploymentStatus.Cancelled;

    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now)
    {
        if (deployment.HasEnded) return Refusal.TooLate($"{deployment.Id} has ended: {deployment.Sentence}");
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why it is cancelled with --reason.");
        return deployment.Status == DeploymentStatus.Cancelling
            ? Ruling.Of<DeploymentEvent>() : new CancelRequested(Reason.Trim()) { Unstarted = Unstarted };
    }
}

public sealed record CancelRequested(string Reason) : DeploymentEvent
{
    public DeploymentStatus Unstarted { get; init; } = DeploymentStatus.Cancelled;

    public override Deployment Apply(Deployment deployment, Moment moment) => deployment with
    {
        Status = deployment.Status == DeploymentStatus.Pending
            ? Unstarted : DeploymentStatus.Cancelling,
        Question = null, CancelReason = Reason, EndedBy = moment.Actor,
        Sentence = deployment.Status == DeploymentStatus.Pending
            ? $"{Unstarted.ToString().ToLowerInvariant()} before it started: {Reason}" : deployment.Sentence,
        EndedAt = deployment.Status == DeploymentStatus.Pending ? moment.At : deployment.EndedAt,
    };
}
