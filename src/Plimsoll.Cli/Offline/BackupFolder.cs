using Plimsoll.Files.Journal;

namespace Plimsoll.Cli.Offline;

/// <summary>A backup of a server's data folder, taken while the server runs; and the way back.</summary>
/// <remarks>
/// The key of the secrets is never in it: kept apart, a stolen backup opens none. Neither are tokens, sessions, tickets and
/// copies of repositories, which a server makes anew.
/// </remarks>
internal static class BackupFolder
{
    // The journal first: whatever it speaks of is there by then, and what comes later may lie beside it unused.
    private static readonly string[] Databases = [BackupFiles.Journal, BackupFiles.Output];

    /// <param name="data">A server's data folder.</param>
    /// <param name="to">Absent or empty; it is there as a whole or not at all.</param>
    /// <param name="damaged">Told of every artifact that is not what it was; it is left out.</param>
    public static BackupManifest Take(string data, string to, DateTimeOffset now, Action<string> damaged, CancellationToken stop)
    {
        using var draft = Begin(to, ".taking", "Name a new folder for each backup.");
        var files = new List<BackupFile>();
        foreach (var name in Databases.Where(name => File.Exists(Path.Combine(data, name))))
        {
            stop.ThrowIfCancellationRequested();
            Snapshot(Path.Combine(data, name), Path.Combine(draft.Path, name));
            files.Add(BackupFiles.Described(draft.Path, name));
        }

        if (File.Exists(Path.Combine(data, BackupFiles.Mark)))
        {
            BackupFiles.Copy(Path.Combine(data, BackupFiles.Mark), Path.Combine(draft.Path, BackupFiles.Mark));
            files.Add(BackupFiles.Described(draft.Path, BackupFiles.Mark));
        }

        files.AddRange(CopyArtifacts(data, draft.Path, damaged, stop));
        var (position, hash) = SqliteWalk.HeadOf(draft.Path);
        var manifest = new BackupManifest(BackupManifest.Known, now, position, Convert.ToHexStringLower(hash), [.. files]);
        BackupFiles.Write(Path.Combine(draft.Path, BackupManifest.FileName), manifest.ToBytes());
        draft.Finish();
        return manifest;
    }

    /// <summary>The first thing that is not what was backed up, as a sentence; null where all of it is.</summary>
    public static string? Flaw(string folder, BackupManifest manifest, CancellationToken stop)
    {
        if (BackupFiles.Flaw(folder, manifest, stop) is { } flaw) return flaw;
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
            $"{folder} is no backup.", $"There is no {BackupManifest.FileName}: a backup that broke off leaves none.",
            "Name the folder `plimsoll server backup` wrote, or take another backup.");
        return BackupFiles.Read(folder) ?? throw Failure.Usage(
            $"{file} cannot be read.", "It is damaged, or a newer Plimsoll wrote it.", "Take the version that wrote it, or another backup.");
    }

    /// <summary>A data folder from a backup that holds. It is there as a whole or not at all.</summary>
    /// <remarks>Its epoch is raised: whoever read the journal before begins anew.</remarks>
    public static void Restore(string folder, BackupManifest manifest, string data, CancellationToken stop)
    {
        // One whose end nobody was told of: nothing was done with it yet.
        if (IsRestored(data, manifest)) return;
        using var draft = Begin(data, ".restoring", "Restore into a new folder; nothing is ever restored over a server's data.");
        // First of all: no server that is started on half of it does anything.
        BackupFiles.Write(Path.Combine(draft.Path, BackupManifest.Marker), manifest.ToBytes());
        foreach (var file in manifest.Files)
        {
            stop.ThrowIfCancellationRequested();
            BackupFiles.Copy(Path.Combine(folder, file.Path), Path.Combine(draft.Path, file.Path));
        }

        SqliteWalk.RaiseEpoch(draft.Path);
        draft.Finish();
    }

    private static bool IsRestored(string data, BackupManifest manifest) =>
        Path.Combine(data, BackupManifest.Marker) is var marker && File.Exists(marker)
        && File.ReadAllBytes(marker).AsSpan().SequenceEqual(manifest.ToBytes());

    private static DraftFolder Begin(string place, string ending, string fix)
    {
        try
        {
            return DraftFolder.Begin(place, ending);
        }
        catch (PlaceTaken taken)
        {
            throw Failure.Usage(taken.Message, "Nothing was written.", fix);
        }
    }

    private static IEnumerable<BackupFile> CopyArtifacts(string data, string to, Action<string> damaged, CancellationToken stop)
    {
        var from = Path.Combine(data, BackupFiles.Artifacts);
        if (!Directory.Exists(from)) yield break;
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            // What is just being written has no digest for a name yet, and no release speaks of it.
            if (name.Length != 64) continue;
            var below = Path.GetRelativePath(data, path);
            BackupFiles.Copy(path, Path.Combine(to, below));
            if (BackupFiles.Artifact(to, below, name, damaged) is { } kept) yield return kept;
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

        BackupFiles.OnDisk(copy);
    }
}
