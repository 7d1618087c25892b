using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>What the file of known hosts said of each, for as long as the same is in it: asking it takes another program.</summary>
internal sealed class KnownHostsMemory(string file)
{
    private readonly ConcurrentDictionary<string, (string Digest, KnownHosts Said)> _said = new(StringComparer.Ordinal);

    /// <param name="name">As the file writes it: <c>name</c> or <c>[name]:port</c>.</param>
    public async Task<KnownHosts> Of(string name, CancellationToken stop)
    {
        // Read before it is asked: what changes meanwhile is asked next time.
        var digest = await Digest(stop);
        if (digest != "" && _said.TryGetValue(name, out var kept) && kept.Digest == digest) return kept.Said;
        var said = await KnownHosts.Of(file, name, stop);
        if (digest != "") _said[name] = (digest, said);
        return said;
    }

    /// <summary>Of all that is in it: a file that is put in its place may have its length and its time.</summary>
    private async Task<string> Digest(CancellationToken stop)
    {
        if (!File.Exists(file)) return "";
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, stop)));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            // Whoever searches it says what is wrong with it.
            return "";
        }
    }
}
