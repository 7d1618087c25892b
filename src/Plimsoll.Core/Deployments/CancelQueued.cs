using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Takes a deployment that has not started out of the queue.</summary>
public sealed record CancelQueued(string Deployment, string Reason) : LaneCommand
{
    public DeploymentStatus As { get; init; } = DeploymentStatus.Cancelled;

    public override Ruling<LaneEvent> Decide(Lane lane, Moment now)
    {
        if (lane.Active?.Deployment.Deployment == Deployment)
            return Refusal.TooLate($"{Deployment} has started; cancel the run itself.");
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why it is cancelled with --reason.");
        return lane.Queue.Any(q => q.Deployment == Deployment)
            ? new QueuedCancelled(Deployment, Reason) { As = As }
            : Ruling.Of<LaneEvent>();
    }
}

public sealed record QueuedCancelled(string Deployment, string Reason) : LaneEvent
{
    private const int Remembered = 20;

    /// <summary>How it left the queue: cancelled, rejected, superseded or expired.</summary>
    public DeploymentStatus As { get; init; } = DeploymentStatus.Cancelled;

    public override Lane Apply(Lane lane, Moment moment) =>
        lane with
        {
            Queue = lane.Queue.RemoveAll(q => q.Deployment == Deployment),
            TakenOut = [.. lane.TakenOut.TakeLast(Remembered - 1), Deployment],
        };
}
