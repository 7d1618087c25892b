using Plimsoll.Core.Kernel;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Nodes;

/// <summary>Seals all secrets of the house with a new key, which the servers on a database have to have in a file each.</summary>
/// <param name="texts">Null: this server has its journal alone.</param>
public sealed class KeyRotation(SecretVault vault, NodeBoard nodes, SharedTexts? texts = null)
{
    /// <summary>How many values are sealed anew; or why none is.</summary>
    public async Task<(int Values, Refusal? Refusal)> Run(CancellationToken stop) =>
        nodes.Others() is [_, ..] others ? (0, WhileOthers(others))
        : (await vault.RotateKey(stop, texts is null ? null : key => SharedSecretsKey.Put(texts, key, stop)), null);

    private static Refusal WhileOthers(IReadOnlyList<string> others) => Refusal.Blocked(
        $"{ServersHeard.Are(others)} on this database too and could open no secret any more, so nothing was rotated: "
        + $"{string.Join(", ", others)}. Stop each on its machine, wait some {NodeLease.Gone.TotalSeconds:0} seconds, rotate, copy this "
        + "server's key file to the others, and start them again.");
}
