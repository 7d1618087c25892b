using System.Data;
using Npgsql;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes.Moving;

namespace Plimsoll.Server.Nodes.Backups;

/// <summary>A backup of a house on PostgreSQL, taken while its servers work: the same files as one of a data folder.</summary>
/// <remarks>
/// All of it is read in one transaction that sees one moment, row by row, and nobody who writes waits for it. What is in no backup is
/// in this one neither: the key of the secrets, sessions, tokens of nodes.
/// </remarks>
internal sealed class DatabaseBackup(PostgresSettings store, TimeProvider clock)
{
    private readonly List<BackupFile> _files = [];
    private readonly List<string> _left = [];

    /// <param name="to">Absent or empty; it is there as a whole or not at all.</param>
    /// <returns>With a sentence for each artifact that is not what it was; it is left out.</returns>
    /// <exception cref="PlaceTaken">Something is there.</exception>
    public async Task<(BackupManifest Manifest, IReadOnlyList<string> Left)> Take(string to, CancellationToken stop)
    {
        using var draft = DraftFolder.Begin(to, ".taking");
        await using var from = store.ForBackup();
        await using var moment = await from.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        from.Run("SET TRANSACTION READ ONLY");
        var head = Journal(from, draft.Path, stop);
        Output(from, draft.Path, stop);
        Mark(from, draft.Path);
        await Artifacts(from, draft.Path, stop);
        var manifest = new BackupManifest(
            BackupManifest.Known, clock.GetUtcNow(), head.Position, Convert.ToHexStringLower(head.Hash), [.. _files]);
        BackupFiles.Write(Path.Combine(draft.Path, BackupManifest.FileName), manifest.ToBytes());
        draft.Finish();
        return (manifest, _left);
    }

    private Head Journal(NpgsqlConnection from, string folder, CancellationToken stop)
    {
        using var read = from.Say(HeadTable.ByOne, ("@one", 1));
        var head = Read(read);
        Fill(folder, BackupFiles.Journal, to =>
        {
            SqliteSchema.Ensure(to, BackupFiles.Journal);
            using var transaction = to.BeginTransaction();
            MovedTables.All(from, to, stop);
            HeadTable.End(to, head);
            transaction.Commit();
        });
        return head;
    }

    private Head Read(System.Data.Common.DbCommand command)
    {
        using var row = command.ExecuteReader();
        return row.Read() ? HeadTable.From(row) : throw new JournalCorrupt(store.Place, 1, "the head is missing.");
    }

    private void Output(NpgsqlConnection from, string folder, CancellationToken stop) => Fill(folder, BackupFiles.Output, to =>
    {
        SegmentFile.Make(to);
        using var transaction = to.BeginTransaction();
        MovedTables.Output(from, to, stop);
        transaction.Commit();
    });

    private void Mark(NpgsqlConnection from, string folder)
    {
        if (from.Scalar($"SELECT text FROM shared WHERE name = '{SharedMark.Name}'") is not string mark) return;
        BackupFiles.Write(Path.Combine(folder, BackupFiles.Mark), System.Text.Encoding.ASCII.GetBytes(mark + "\n"));
        _files.Add(BackupFiles.Described(folder, BackupFiles.Mark));
    }

    private async Task Artifacts(NpgsqlConnection from, string folder, CancellationToken stop)
    {
        foreach (var sha256 in (await ArtifactTable.All(from, stop)).Order(StringComparer.Ordinal))
        {
            var below = BackupFiles.ArtifactAt(sha256);
            var path = Path.Combine(folder, below);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder, DraftFolder.Owner);
            await using (var file = File.Create(path)) await ArtifactTable.Fetch(from, sha256, file, stop);
            BackupFiles.OnDisk(path);
            if (BackupFiles.Artifact(folder, below, sha256, _left.Add) is { } kept) _files.Add(kept);
        }
    }

    private void Fill(string folder, string name, Action<Microsoft.Data.Sqlite.SqliteConnection> fill)
    {
        var file = Path.Combine(folder, name);
        using (var to = JournalFiles.ForFilling(file)) fill(to);
        BackupFiles.OnDisk(file);
        _files.Add(BackupFiles.Described(folder, name));
    }
}
