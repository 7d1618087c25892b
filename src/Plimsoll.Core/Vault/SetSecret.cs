using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Vault;

/// <summary>A new version of a secret lies sealed in its own table; says so on record, without the value.</summary>
public sealed record SetSecret(string Name, string Service, string Environment, int Version, SecretSource Source)
    : ReadingCommand<Secret, SecretEvent>
{
    public override Ruling<SecretEvent> Decide(Secret secret, Readings readings, Moment now)
    {
        if (SecretPlace.WhyNot(Name, Service, Environment, readings) is { } refusal) return refusal;
        return Version <= secret.Version
            ? Refusal.Conflict($"{Name} has version {secret.Version} already; set it again.")
            : new SecretSet(Name, Service, Environment, Version, Source);
    }
}

public sealed record SecretSet(string Name, string Service, string Environment, int Version, SecretSource Source)
    : SecretEvent
{
    public override Secret Apply(Secret secret, Moment moment) =>
        new(Name, Service, Environment, Version, Source, IsSet: true, moment.Actor, moment.At);
}
