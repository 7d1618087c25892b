namespace Plimsoll.Files.Api;

/// <summary>POST /api/v1/secrets/set. Value: the secret itself, or empty with a command that prints it.</summary>
/// <param name="Service">Empty: for the whole organisation.</param>
/// <param name="Environment">Empty: for every environment of the service.</param>
public sealed record SetSecretBody(string Name, string Service, string Environment, string Value, string Command)
{
    public override string ToString() => $"secret {Name}";
}

/// <summary>POST /api/v1/secrets/remove.</summary>
public sealed record SecretBody(string Name, string Service, string Environment);

/// <summary>What may be told of a secret. Source: <c>kept</c> or <c>command</c>.</summary>
public sealed record SecretView(
    string Name, string Service, string Environment, int Version, string Source, string By, DateTimeOffset At);

public sealed record RotatedView(int Secrets);
