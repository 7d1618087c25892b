using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;

namespace Plimsoll.Cli.Offline;

/// <summary>A backup of a server's data folder, taken while the server runs; and the way back.</summary>
/// <remarks>
/// The key of the secrets is never in it: kept apart, a stolen backup opens none. Neither are tokens, sessions, tickets and
/// copies of repositories, which a server makes anew.
/// </remarks>
internal static class BackupFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Artifacts = "artifacts";

    // The journal first: whatever it speaks of is there by then, and what comes later may lie beside it unused.
    private static readonly string[] Databases = [SqliteWalk.FileName, "output.db"];
    private static readonly string[] Small = ["server-mark"];

    /// <param name="data">A server's data folder.</param>
    /// <param name="to">Absent or empty.</param>
    /// <param name="damaged">Told of every artifact that is not what it was; it is left out.</param>
    public static BackupManifest Take(string data, string to, DateTimeOffset now, Action<string> damaged, CancellationToken stop)
    {
        MustBeEmpty(to, "Name a new folder for each backup.");
        Directory.CreateDirectory(to, Owner);
        var files = new List<BackupFile>();
        foreach (var name in Databases.Where(name => File.Exists(Path.Combine(data, name))))
        {
            stop.ThrowIfCancellationRequested();
            Snapshot(Path.Combine(data, name), Path.Combine(to, name));
            files.Add(Described(to, name));
        }
        foreach (var name in Small.Where(name => File.Exists(Path.Combine(data, name))))
        {
            Copy(Path.Combine(data, name), Path.Combine(to, name));
            files.Add(Described(to, name));
        }
        files.AddRange(CopyArtifacts(data, to, damaged, stop));
        var (position, hash) = SqliteWalk.HeadOf(to);
        var manifest = new BackupManifest(BackupManifest.Known, now, position, Convert.ToHexStringLower(hash), [.. files]);
        Write(Path.Combine(to, BackupManifest.FileName), manifest);
        return manifest;
    }

    /// <summary>The first thing that is not what was backed up, as a sentence; null where all of it is.</summary>
    public static string? Flaw(string folder, BackupManifest manifest, CancellationToken stop)
    {
        foreach (var file in manifest.Files)
        {
            stop.ThrowIfCancellationRequested();
            if (!IsBelow(file.Path)) return $"{file.Path} is no path below the backup.";
            if (!File.Exists(Path.Combine(folder, file.Path))) return $"{file.Path} is missing.";
            if (Described(folder, file.Path) != file) return $"{file.Path} is not what was backed up.";
        }
        var chain = SqliteWalk.Verify(folder, stop);
        if (!chain.Intact) return $"The journal does not hold: {chain.Sentence}";
        var (position, hash) = SqliteWalk.HeadOf(folder);
        return position == manifest.Position && Convert.ToHexStringLower(hash) == manifest.Hash
            ? null : $"The journal ends at {position}, and the backup at {manifest.Position}.";
    }

    public static BackupManifest Read(string folder)
    {
        var file = Path.Combine(folder, BackupManifest.FileName);
        if (!File.Exists(file)) throw Failure.Usage(
            $"{folder} is no backup.", $"There is no {BackupManifest.FileName}: it is written last, so one that broke off has none.",
            "Name the folder `plimsoll server backup` wrote, or take another backup.");
        return BackupManifest.From(File.ReadAllBytes(file)) ?? throw Failure.Usage(
            $"{file} cannot be read.", "It is damaged, or a newer Plimsoll wrote it.", "Take the version that wrote it, or another backup.");
    }

    /// <summary>A data folder from a backup that holds. It is there as a whole or not at all.</summary>
    /// <remarks>Its epoch is raised: whoever read the journal before begins anew.</remarks>
    public static void Restore(string folder, BackupManifest manifest, string data, CancellationToken stop)
    {
        MustBeEmpty(data, "Restore into a new folder; nothing is ever restored over a server's data.");
        var draft = data.TrimEnd('/') + ".restoring";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft, Owner);
        foreach (var file in manifest.Files)
        {
            stop.ThrowIfCancellationRequested();
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(draft, file.Path))!, Owner);
            Copy(Path.Combine(folder, file.Path), Path.Combine(draft, file.Path));
        }
        SqliteWalk.RaiseEpoch(draft);
        Write(Path.Combine(draft, BackupManifest.Marker), manifest);
        if (Directory.Exists(data)) Directory.Delete(data);
        Directory.Move(draft, data);
    }

    private static IEnumerable<BackupFile> CopyArtifacts(string data, string to, Action<string> damaged, CancellationToken stop)
    {
        var from = Path.Combine(data, Artifacts);
        if (!Directory.Exists(from)) yield break;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            // What is just being written has no digest for a name yet, and no release speaks of it.
            if (name.Length != 64) continue;
            var below = Path.GetRelativePath(data, path);
            var copy = Path.Combine(to, below);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!, Owner);
            Copy(path, copy);
            var described = Described(to, below);
            if (described.Sha256 == name)
            {
                yield return described;
                continue;
            }
            File.Delete(copy);
            damaged($"Artifact {name} is damaged and left out: its content has SHA-256 {described.Sha256}.");
        }
    }

    private static void Snapshot(string file, string copy)
    {
        using (var connection = SqliteWalk.Open(file))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "VACUUM INTO $copy";
            command.Parameters.AddWithValue("$copy", copy);
            command.ExecuteNonQuery();
        }
        OnDisk(copy);
    }

    private static void Copy(string file, string copy)
    {
        File.Copy(file, copy);
        OnDisk(copy);
    }

    private static void OnDisk(string file)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static void Write(string file, BackupManifest manifest)
    {
        var draft = $"{file}.new";
        File.WriteAllBytes(draft, manifest.ToBytes());
        OnDisk(draft);
        File.Move(draft, file);
    }

    private static BackupFile Described(string folder, string path)
    {
        using var content = File.OpenRead(Path.Combine(folder, path));
        return new BackupFile(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static bool IsBelow(string path) => path != "" && !Path.IsPathRooted(path) && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static void MustBeEmpty(string folder, string fix)
    {
        if (File.Exists(folder) || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw Failure.Usage($"{folder} is not empty.", "Nothing was written.", fix);
    }
}
