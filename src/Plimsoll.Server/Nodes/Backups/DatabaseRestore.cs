using System.Data;
using Npgsql;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes.Moving;

namespace Plimsoll.Server.Nodes.Backups;

/// <summary>Makes a house on PostgreSQL from a backup: in one transaction, so that it is there as a whole or not at all.</summary>
/// <remarks>Its servers do nothing until one of them is activated, and its epoch is raised: whoever read the journal before begins anew.</remarks>
internal static class DatabaseRestore
{
    /// <summary>As <c>plimsoll-server restore FOLDER --database ADDRESS</c>; answers where it is, for people.</summary>
    public static async Task<string> Into(ServerSettings settings, string folder, CancellationToken stop)
    {
        if (settings.Database is not { } database) throw new SettingsInvalid(
            "plimsoll-server restore fills an empty database: add --database ADDRESS. Into a data folder restores plimsoll server restore.");
        var store = new PostgresSettings(settings.DataFolder, database);
        await Run(Path.GetFullPath(folder), store, stop);
        return store.Place;
    }

    /// <param name="folder">What <c>server backup</c> wrote, of either store.</param>
    /// <exception cref="SettingsInvalid">It does not hold, or something is in the database.</exception>
    private static async Task Run(string folder, PostgresSettings store, CancellationToken stop)
    {
        var manifest = Proven(folder, stop);
        try
        {
            await using var to = store.ForMoving();
            await using var transaction = await to.BeginTransactionAsync(IsolationLevel.ReadCommitted, stop);
            PostgresSchema.Wait(to);
            if (IsThere(to, store.Place, manifest)) return;
            await Fill(folder, manifest, to, store.Place, stop);
            var verified = JournalWalk.Of(to, PostgresJournal.Bytes, new ChainWalk(), stop);
            if (!verified.Intact) throw new JournalCorrupt(store.Place, verified.Facts + 1, verified.Sentence);
            await transaction.CommitAsync(stop);
        }
        catch (Exception problem) when (problem is NpgsqlException or System.Net.Sockets.SocketException)
        {
            throw new JournalAway(store.Place, problem);
        }
    }

    private static BackupManifest Proven(string folder, CancellationToken stop)
    {
        var manifest = BackupFiles.Read(folder) ?? throw new SettingsInvalid(
            $"{folder} is no backup that this version can read: there is no {BackupManifest.FileName}, or a newer Plimsoll wrote it. Name "
            + "the folder `plimsoll server backup` wrote; nothing was changed.");
        return Flaw(folder, manifest, stop) is not { } flaw ? manifest : throw new SettingsInvalid(
            $"The backup {folder} does not hold: {flaw} Nothing was changed. Take another backup, or an older one.");
    }

    private static string? Flaw(string folder, BackupManifest manifest, CancellationToken stop)
    {
        if (BackupFiles.Flaw(folder, manifest, stop) is { } flaw) return flaw;
        var file = Path.Combine(folder, BackupFiles.Journal);
        if (JournalWalk.Verify(file, stop) is { Intact: false } broken) return broken.Sentence;
        using var journal = JournalFiles.ForReading(file, pooled: false);
        return journal.Count("SELECT position FROM head") is var ends && ends == manifest.Position
            ? null : $"The journal ends at {ends}, and the backup at {manifest.Position}.";
    }

    // One whose end nobody was told of is as good as one that has just ended: nothing was done with it yet.
    private static bool IsThere(NpgsqlConnection to, string place, BackupManifest manifest)
    {
        if (!HouseThere.HasTables(to)) return false;
        return PostgresSchema.Has(to, "shared")
            && to.Scalar($"SELECT text FROM shared WHERE name = '{SharedStandby.Name}'") is string kept
            && kept == SharedStandby.Text(manifest)
            && to.Count("SELECT position FROM head") == manifest.Position ? true : throw new SettingsInvalid(
                HouseThere.Taken(place, "restored", "an empty database"));
    }

    private static async Task Fill(
        string folder, BackupManifest manifest, NpgsqlConnection to, string place, CancellationToken stop)
    {
        PostgresSchema.Make(to, place);
        SegmentTable.Make(to);
        using (var journal = JournalFiles.ForReading(Path.Combine(folder, BackupFiles.Journal), pooled: false))
        {
            MovedTables.All(journal, to, stop);
            End(journal, to);
        }

        if (manifest.Files.Any(file => file.Path == BackupFiles.Output))
            using (var output = JournalFiles.ForReading(Path.Combine(folder, BackupFiles.Output), pooled: false))
                MovedTables.Output(output, to, stop);
        foreach (var file in manifest.Files.Where(file => file.Path.StartsWith($"{BackupFiles.Artifacts}/", StringComparison.Ordinal)))
            await ArtifactTable.Save(to, file.Sha256, Path.Combine(folder, file.Path), stop);
        if (manifest.Files.Any(file => file.Path == BackupFiles.Mark))
            SharedTexts.Put(to, SharedMark.Name, (await File.ReadAllTextAsync(Path.Combine(folder, BackupFiles.Mark), stop)).Trim());
        SharedTexts.Put(to, SharedStandby.Name, SharedStandby.Text(manifest));
        PostgresSchema.GoOnNumbering(to);
    }

    private static void End(System.Data.Common.DbConnection journal, NpgsqlConnection to)
    {
        using var read = journal.Say(HeadTable.ByOne, ("@one", 1));
        using var row = read.ExecuteReader();
        row.Read();
        var head = HeadTable.From(row);
        HeadTable.End(to, head with { Epoch = head.Epoch + 1 });
    }
}
