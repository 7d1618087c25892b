using System.Security.Cryptography;

namespace Plimsoll.Files.Journal;

/// <summary>The files of a backup, whichever store it was taken from.</summary>
public static class BackupFiles
{
    /// <summary>The journal and everything beside it.</summary>
    public const string Journal = "plimsoll.db";

    /// <summary>What commands printed.</summary>
    public const string Output = "output.db";

    /// <summary>The word by which hosts know the server.</summary>
    public const string Mark = "server-mark";

    public const string Artifacts = "artifacts";

    /// <summary>Where an artifact lies below a folder.</summary>
    public static string ArtifactAt(string sha256) => $"{Artifacts}/{sha256[..2]}/{sha256}";

    /// <summary>Null where there is no manifest, or none that this version can read.</summary>
    public static BackupManifest? Read(string folder)
    {
        var file = Path.Combine(folder, BackupManifest.FileName);
        return File.Exists(file) ? BackupManifest.From(File.ReadAllBytes(file)) : null;
    }

    /// <summary>The first file that is not what was backed up, as a sentence; null where all are.</summary>
    public static string? Flaw(string folder, BackupManifest manifest, CancellationToken stop)
    {
        foreach (var file in manifest.Files)
        {
            stop.ThrowIfCancellationRequested();
            if (!IsBelow(file.Path)) return $"{file.Path} is no path below the backup.";
            if (!File.Exists(Path.Combine(folder, file.Path))) return $"{file.Path} is missing.";
            if (Described(folder, file.Path) != file) return $"{file.Path} is not what was backed up.";
        }

        return null;
    }

    /// <summary>A file as a manifest names it.</summary>
    public static BackupFile Described(string folder, string path)
    {
        using var content = File.OpenRead(Path.Combine(folder, path));
        return new BackupFile(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>An artifact that was copied, as a manifest names it; null where it is not what it was: it is taken away again.</summary>
    /// <param name="damaged">Told of one that is left out.</param>
    public static BackupFile? Artifact(string folder, string path, string sha256, Action<string> damaged)
    {
        var described = Described(folder, path);
        if (described.Sha256 == sha256) return described;
        File.Delete(Path.Combine(folder, path));
        damaged($"Artifact {sha256} is damaged and left out: its content has SHA-256 {described.Sha256}.");
        return null;
    }

    /// <summary>Copied, its owner's alone, and on disk.</summary>
    public static void Copy(string file, string copy)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? "/", DraftFolder.Owner);
        File.Copy(file, copy);
        OnDisk(copy);
    }

    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(file, content);
        OnDisk(file);
    }

    /// <summary>Nobody else can read it, and it survives a power cut.</summary>
    public static void OnDisk(string file)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static bool IsBelow(string path) =>
        path != "" && !Path.IsPathRooted(path) && path.Split('/').All(part => part is not ("" or "." or ".."));
}
