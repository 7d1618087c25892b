using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Vault;

/// <summary>No work gets it any more; every version of its value is deleted.</summary>
public sealed record RemoveSecret(string Name) : Command<Secret, SecretEvent>
{
    public override Ruling<SecretEvent> Decide(Secret secret, Moment now) => secret.IsSet
        ? new SecretRemoved(secret.Version)
        : Refusal.NotFound($"There is no secret {Name} there; `plimsoll secret list` shows where each is set.");
}

public sealed record SecretRemoved(int Version) : SecretEvent
{
    public override Secret Apply(Secret secret, Moment moment) =>
        secret with { IsSet = false, By = moment.Actor, At = moment.At };
}
