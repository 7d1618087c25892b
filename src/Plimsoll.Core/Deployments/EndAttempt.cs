using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>How an attempt ended, and the digest of its output.</summary>
/// <param name="RestorePoint">The id a backup printed; empty for anything else.</param>
public sealed record EndAttempt(
    string Action, int Number, Outcome Outcome, string Sentence, string LogDigest, string RestorePoint, string Unclean)
    : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) =>
        deployment.Latest(Action) is { IsOpen: true } open && open.Number == Number
            ? new AttemptEnded(Action, Number, Outcome, Sentence, LogDigest, RestorePoint, Unclean)
            : Refusal.TooLate($"Attempt {Number} of {Action} has ended already.");
}

public sealed record AttemptEnded(
    string Action, int Number, Outcome Outcome, string Sentence, string LogDigest, string RestorePoint, string Unclean)
    : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment)
    {
        var open = deployment.Attempts.LastOrDefault(a => a.Action == Action && a.Number == Number);
        return open is null ? deployment : deployment with
        {
            Attempts = deployment.Attempts.Replace(
                open, open with { EndedAt = moment.At, Outcome = Outcome, Sentence = Sentence, LogDigest = LogDigest }),
            RestorePoint = RestorePoint == "" || Outcome != Outcome.Succeeded ? deployment.RestorePoint : RestorePoint,
            Unclean = Unclean == "" ? deployment.Unclean : Unclean,
        };
    }
}
