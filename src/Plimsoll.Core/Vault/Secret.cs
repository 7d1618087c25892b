using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Vault;

/// <summary>What is on record of a secret: that it is there and which version, never what it is.</summary>
/// <param name="Service">Empty: it serves the whole organisation.</param>
/// <param name="Environment">Empty: it serves every environment of the service.</param>
/// <param name="Version">The newest; counted from 1 and never used twice.</param>
/// <param name="IsSet">False once it was removed.</param>
public sealed record Secret(
    string Name,
    string Service,
    string Environment,
    int Version,
    SecretSource Source,
    bool IsSet,
    string By,
    DateTimeOffset At) : IState<Secret>
{
    public static string Kind => "secret";

    public static Secret Empty { get; } = new("", "", "", 0, SecretSource.Kept, false, "", default);

    public static StreamName StreamOf(string name, string service, string environment) =>
        new(string.Join('/', new[] { Kind, name, service, environment }.Where(part => part != "")));
}

/// <summary>Kept here, or asked of a command whenever it is needed.</summary>
public enum SecretSource { Kept, Command }

public abstract record SecretEvent : Event<Secret>;

/// <summary>Which version of which secret a deployment was started with.</summary>
public sealed record FrozenSecret(string Name, string Service, string Environment, int Version)
{
    /// <summary>As people name it: <c>DB_PASSWORD@3</c>.</summary>
    public override string ToString() => $"{Name}@{Version}";
}
