using System.Diagnostics;
using System.Security.Cryptography;

namespace Plimsoll.Server.Artifacts;

/// <summary>What a file held when it was read through.</summary>
internal sealed class ArtifactProof(FileInfo file)
{
    // The targets of one deployment ask within seconds; a disk that goes bad shows in the next.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly long _at = Stopwatch.GetTimestamp();
    // As it was before it is read.
    private readonly (long Size, DateTime Written) _seen = Seen(file);
    private readonly Lazy<Task<string>> _digest = new(() => Read(file.FullName));

    /// <summary>SHA-256 in lower-case hex.</summary>
    public Task<string> Digest => _digest.Value;

    /// <summary>Nobody wrote to it since, as far as its folder knows, and it was read a moment ago.</summary>
    public bool HoldsFor(FileInfo now) =>
        !Digest.IsFaulted && Stopwatch.GetElapsedTime(_at) < Lifetime && Seen(now) == _seen;

    private static (long Size, DateTime Written) Seen(FileInfo file) => (file.Length, file.LastWriteTimeUtc);

    private static async Task<string> Read(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }
}
