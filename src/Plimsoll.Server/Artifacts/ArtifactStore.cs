using System.Collections.Concurrent;
using System.Security.Cryptography;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Artifacts;

/// <summary>A file the server keeps, named by what is in it.</summary>
public sealed record StoredArtifact(string Sha256, long Size, string Path);

/// <summary>Keeps artifacts under their SHA-256. A file is there whole and on disk, or not at all.</summary>
public sealed class ArtifactStore(string dataFolder)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(dataFolder), "artifacts");
    private readonly ConcurrentDictionary<string, ArtifactProof> _proofs = new();

    /// <summary>The largest artifact that is taken.</summary>
    public long Limit { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Where other servers keep theirs; null: there are no others.</summary>
    public IArtifactCopies? Copies { get; init; }

    /// <summary>Takes what a stream gives, to its end.</summary>
    /// <param name="from">Where it comes from, for words about trouble.</param>
    public async Task<Found<StoredArtifact>> Keep(Stream content, string from, CancellationToken stop)
    {
        Directory.CreateDirectory(_folder);
        var next = Path.Combine(_folder, Guid.NewGuid().ToString("n") + ".new");
        try
        {
            return await Write(content, next, stop) is var (sha256, size)
                ? Found.Of(await Publish(next, sha256, size, stop))
                : Found.Blocked<StoredArtifact>($"{from} is larger than the {Limit} bytes the server takes.");
        }
        catch (BrokenContent broken)
        {
            return Found.Blocked<StoredArtifact>($"{from} broke off: {broken.Message} Try again.");
        }
        catch (IOException trouble)
        {
            return Found.Blocked<StoredArtifact>(
                $"{from} could not be kept: {trouble.Message} Make room in the data folder and try again.");
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>Finds an artifact and reads it through to prove that it is still what it was; for many targets at once
    /// that is read once.</summary>
    public async Task<Found<StoredArtifact>> Find(string sha256, CancellationToken stop)
    {
        if (!IsDigest(sha256)) return Found.Invalid<StoredArtifact>($"'{sha256}' is not a SHA-256 in lower-case hex.");
        var path = PathOf(sha256);
        if (!File.Exists(path) && Copies is not null) await Fetch(Copies, sha256, stop);
        if (!File.Exists(path))
            return Found.NotFound<StoredArtifact>($"Artifact {sha256} is not in the store. Seal the release again.");
        var file = new FileInfo(path);
        var proof = _proofs.AddOrUpdate(
            path, _ => new ArtifactProof(file), (_, before) => before.HoldsFor(file) ? before : new ArtifactProof(file));
        return await proof.Digest.WaitAsync(stop) is var found && found == sha256
            ? Found.Of(new StoredArtifact(sha256, file.Length, path))
            : Found.Blocked<StoredArtifact>(
                $"Artifact {sha256} is damaged: the file {path} has SHA-256 {found}. Nothing is deployed from it; "
                + "seal the release again to fetch it anew.");
    }

    /// <summary>The digest of every artifact there is, here or at other servers.</summary>
    public async Task<IReadOnlyList<string>> All(CancellationToken stop)
    {
        var here = Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Where(IsDigest) : [];
        return [.. here.Union(Copies is null ? [] : await Copies.All(stop)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Removes what a crash left half-written. Called once, before anything is taken.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(_folder)) return;
        foreach (var left in Directory.EnumerateFiles(_folder, "*.new")) File.Delete(left);
    }

    private string PathOf(string sha256) => Path.Combine(_folder, sha256[..2], sha256);

    private async Task<(string Sha256, long Size)?> Write(Stream content, string path, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[128 * 1024];
        while (await Read(content, buffer, stop) is > 0 and var read)
        {
            if (file.Position + read > Limit) return null;
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
    }

    // Trouble with where it comes from is not trouble with the disk it goes to.
    private static async Task<int> Read(Stream content, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await content.ReadAsync(buffer, stop);
        }
        catch (IOException broken)
        {
            throw new BrokenContent(broken);
        }
    }

    private async Task<StoredArtifact> Publish(string next, string sha256, long size, CancellationToken stop)
    {
        var path = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        // One that is there and whole stays; a damaged one is replaced.
        if (!File.Exists(path) || await new ArtifactProof(new FileInfo(path)).Digest.WaitAsync(stop) != sha256)
        {
            File.Move(next, path, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(path) ?? _folder);
            FolderSync.Flush(_folder);
        }
        if (Copies is not null) await Copies.Save(sha256, path, stop);
        return new StoredArtifact(sha256, size, path);
    }

    // What arrives is proved like what is found: by its digest.
    private async Task Fetch(IArtifactCopies copies, string sha256, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(sha256)) ?? _folder);
        var next = Path.Combine(_folder, Guid.NewGuid().ToString("n") + ".new");
        try
        {
            bool found;
            await using (var file = new FileStream(next, FileMode.CreateNew, FileAccess.Write))
            {
                found = await copies.Fetch(sha256, file, stop);
                file.Flush(flushToDisk: true);
            }

            if (found) File.Move(next, PathOf(sha256), overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

#pragma warning disable CA1032, CA1064 // Leaves this class never.
    private sealed class BrokenContent(Exception cause) : Exception(cause.Message, cause);
#pragma warning restore CA1032, CA1064
}
