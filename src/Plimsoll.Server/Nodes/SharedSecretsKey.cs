using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Nodes;

/// <summary>All servers of a house have to seal with the same key: what one sets, another has to open.</summary>
internal static class SharedSecretsKey
{
    private const string Name = "secrets-key";

    /// <exception cref="SecretsUnusable">This server's file holds another key than the others have.</exception>
    public static async Task Check(SharedTexts texts, SecretVault vault, string file, CancellationToken stop)
    {
        var known = await texts.Change(Name, text => text == "" || vault.Has(text) ? vault.KeyId : text, stop);
        if (!vault.Has(known)) throw new SecretsUnusable(
            $"The key file {file} holds the key {vault.KeyId}, and the other servers of this house seal secrets with {known}. Copy "
            + "their key file here, or name it with PLIMSOLL_SECRETS_KEY_FILE, and start again.");
    }

    /// <summary>From now on all of them seal with that one.</summary>
    public static Task Put(SharedTexts texts, string key, CancellationToken stop) => texts.Change(Name, _ => key, stop);
}
