using Plimsoll.Core.Access;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>What this server proves itself with: sealed beside the other secrets, never shown.</summary>
/// <remarks>Under a name no service file can write, so that no work is ever given it.</remarks>
public sealed class ClientSecret(SecretVault vault)
{
    private const string Name = "sign-in/client-secret";

    /// <summary>Null for a client that has none.</summary>
    public async Task<SecretValue?> Of(IdentityProvider provider, CancellationToken stop)
    {
        if (provider.SecretVersion == 0) return null;
        var (value, whyNot) = await vault.Reveal(new FrozenSecret(Name, "", "", provider.SecretVersion), stop);
        return value ?? throw new SignInFailed(
            $"The client secret cannot be used: {whyNot}. An administrator sets it anew under Settings, Sign-in.");
    }

    /// <summary>The version it is kept as.</summary>
    public Task<int> Keep(SecretValue value, CancellationToken stop) =>
        vault.Keep(Secret.Empty with { Name = Name }, value, SecretSource.Kept, stop);

    public Task Remove(CancellationToken stop) => vault.Remove(Secret.Empty with { Name = Name }, stop);
}
