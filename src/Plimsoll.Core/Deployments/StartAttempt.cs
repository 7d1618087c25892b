using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Puts an attempt and its ticket on record before anything happens on a target.</summary>
public sealed record StartAttempt(string Action, int Number, string Ticket) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now)
    {
        if (deployment.Status is not (DeploymentStatus.Running or DeploymentStatus.Verifying))
            return Refusal.TooLate(
                $"{deployment.Id} is {deployment.Status.ToString().ToLowerInvariant()}; nothing starts.");
        if (deployment.Plan.FirstOrDefault(p => p.Key == Action) is not { } planned)
            return Refusal.NotFound($"{deployment.Id} does not plan {Action}.");
        var latest = deployment.Latest(Action)?.Number ?? 0;
        return latest >= Number || deployment.Latest(Action) is { IsOpen: true }
            ? Refusal.Conflict($"{Action} has attempt {latest} already.")
            : new AttemptStarted(Action, Number, Ticket, planned.Work, planned.Phase);
    }
}

public sealed record AttemptStarted(string Action, int Number, string Ticket, Work Work, Phase Phase) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) => deployment with
    {
        Status = Phase == Phase.Verify ? DeploymentStatus.Verifying : DeploymentStatus.Running,
        Attempts = deployment.Attempts.Add(new Attempt(Action, Number, Ticket, Work, moment.At, null, null, "", "")),
    };
}
