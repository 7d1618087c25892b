using System.Collections.Concurrent;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>What the file of known hosts said of each, for as long as the file is the same: asking it takes another program.</summary>
internal sealed class KnownHostsMemory(string file)
{
    private readonly ConcurrentDictionary<string, (Stamp Seen, KnownHosts Said)> _said = new(StringComparer.Ordinal);

    /// <param name="name">As the file writes it: <c>name</c> or <c>[name]:port</c>.</param>
    public async Task<KnownHosts> Of(string name, CancellationToken stop)
    {
        // Looked at before the file is read: what changes meanwhile is read next time.
        var now = Now();
        if (now is { } stamp && _said.TryGetValue(name, out var kept) && kept.Seen == stamp) return kept.Said;
        var said = await KnownHosts.Of(file, name, stop);
        if (now is { } seen) _said[name] = (seen, said);
        return said;
    }

    /// <summary>Of the file itself, where its name is a link to it.</summary>
    private Stamp? Now()
    {
        if (!File.Exists(file)) return null;
        try
        {
            using var open = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new(File.GetLastWriteTimeUtc(open), RandomAccess.GetLength(open));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it says what is wrong with it.
            return null;
        }
    }

    private readonly record struct Stamp(DateTime Written, long Length);
}
