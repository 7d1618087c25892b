using Npgsql;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Killing;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>
/// kill -9 at any moment of a backup or a restore: what is there afterwards is all of it or nothing, what it was taken from goes on, and
/// the command typed again ends well. PLIMSOLL_BACKUPS sets how many kills, PLIMSOLL_SEED the seed.
/// </summary>
public sealed class KilledWhileCopying(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    private readonly Repositories.TempFolder _folder = new();
    private readonly Random _random = new(Campaign.Seed);
    private int _whole;

    private Programs Programs => new(_folder.Path);

    private static int Kills => Campaign.Number("PLIMSOLL_BACKUPS", 2);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_a_folder_there_is_a_whole_copy_or_none()
    {
        var data = _folder.At("data");
        await Filled.Folder(data);
        var source = Rows.Of(data);
        var backup = await Programs.Done(Programs.CommandLine, "server", "backup", _folder.At("first"), "--data", data);
        var restore = await Programs.Done(Programs.CommandLine, "server", "restore", _folder.At("first"), "--data", _folder.At("first-again"));
        for (var kill = 0; kill < Kills; kill++)
        {
            var (kept, again) = (_folder.At($"kept-{kill}"), _folder.At($"again-{kill}"));
            await Programs.Killed(Moment(backup), Programs.CommandLine, "server", "backup", kept, "--data", data);
            await IsNoneOrWhole(kept);
            if (!Directory.Exists(kept)) await Programs.Done(Programs.CommandLine, "server", "backup", kept, "--data", data);
            await IsCopyOf(source, kept);

            await Programs.Killed(Moment(restore), Programs.CommandLine, "server", "restore", kept, "--data", again);
            await IsRestored(source, kept, again);
            foreach (var done in (string[])[kept, again]) Directory.Delete(done, recursive: true);
        }

        Assert.Equal(source.Position, Rows.Of(data).Position);
        await Programs.Done(Programs.CommandLine, "journal", "verify", "--data", data);
        output.WriteLine($"{Kills} backups and {Kills} restores of a folder killed, {_whole} were whole by then, seed {Campaign.Seed}");
    }

    [Fact]
    public async Task Of_a_database_there_is_a_whole_copy_or_none_whichever_program_is_killed()
    {
        var database = await postgres.NewDatabase();
        await Filled.Database(database, _folder.At("node"));
        await using var server = new ServerProcess(_folder.At("node")) { Environment = { ["PLIMSOLL_DATABASE"] = BackingUpUnderLoad.Address(database) } };
        await server.Start();
        string[] Backup(string to) => ["server", "backup", to, "--data", server.Folder];
        var took = await Programs.Done(Programs.CommandLine, Backup(_folder.At("first")));
        var restore = await Programs.Done(Programs.Server, "restore", _folder.At("first"), "--database", BackingUpUnderLoad.Address(await postgres.NewDatabase()));
        for (var kill = 0; kill < Kills; kill++)
        {
            var kept = _folder.At($"kept-{kill}");
            var running = kill % 2 == 0 ? Programs.Killed(Moment(took), Programs.CommandLine, Backup(kept)) : Programs.Run(Programs.CommandLine, Backup(kept));
            if (kill % 2 == 1)
            {
                await Task.Delay(Moment(took));
                await server.Kill();
            }

            await running;
            if (!server.IsUp) await server.Start();
            await IsNoneOrWhole(kept);
            // The server may be about to notice that nobody waits for it any more, or to be done after all.
            while (!Directory.Exists(kept)) await Programs.Run(Programs.CommandLine, Backup(kept));
            await IsCopyOf(Rows.Of(database), kept, "lease");

            var empty = await postgres.NewDatabase();
            string[] again = ["restore", kept, "--database", BackingUpUnderLoad.Address(empty)];
            if (kill % 2 == 0) await Programs.Killed(Moment(restore), Programs.Server, again);
            else await Programs.Killed(Moment(restore), Programs.CommandLine, ["server", .. again]);
            Assert.True(IsEmpty(empty) || Rows.Of(empty).Position == Rows.Of(kept).Position);
            await Programs.Done(Programs.CommandLine, ["server", .. again]);
            IsWhole(Rows.Of(kept), Rows.Of(empty));
            Assert.Equal(Rows.Artifacts(kept), Rows.Artifacts(empty));

            await IsRestored(Rows.Of(kept), kept, _folder.At($"again-{kill}"));
        }

        output.WriteLine($"{Kills} backups and {Kills} restores of a database killed, {_whole} were whole by then, seed {Campaign.Seed}");
    }

    private TimeSpan Moment(TimeSpan whole) => whole * (_random.NextDouble() * 1.1);

    /// <summary>No half of it looks like a backup.</summary>
    private async Task IsNoneOrWhole(string kept)
    {
        if (Directory.Exists(kept)) _whole++;
        var draft = $"{kept}.taking";
        if (!Directory.Exists(draft) || File.Exists(Path.Combine(draft, BackupManifest.FileName))) return;
        Assert.Equal(2, (await Programs.Run(Programs.CommandLine, "server", "verify", draft)).Code);
        var (code, said) = await Programs.Run(Programs.Server, "restore", draft, "--database", BackingUpUnderLoad.Address(await postgres.NewDatabase()));
        Assert.True(code == 1 && said.Contains("is no backup", StringComparison.Ordinal), said);
    }

    private async Task IsCopyOf(Rows source, string kept, params string[] but)
    {
        await Programs.Done(Programs.CommandLine, "server", "verify", kept);
        source.AreThoseOf(Rows.Of(kept), but);
        Assert.False(Directory.Exists($"{kept}.taking"));
    }

    private async Task IsRestored(Rows source, string kept, string again)
    {
        if (Directory.Exists(again)) _whole++;
        // Whoever started a server on half of it would find that it does nothing.
        if (File.Exists(Path.Combine($"{again}.restoring", BackupFiles.Journal)))
            Assert.True(File.Exists(Path.Combine($"{again}.restoring", BackupManifest.Marker)));
        await Programs.Done(Programs.CommandLine, "server", "restore", kept, "--data", again);
        Assert.True(File.Exists(Path.Combine(again, BackupManifest.Marker)));
        Assert.False(Directory.Exists($"{again}.restoring"));
        IsWhole(source, Rows.Of(again), "lease");
        Assert.Equal(Rows.Artifacts(kept), Rows.Artifacts(again));
    }

    private static void IsWhole(Rows source, Rows restored, params string[] but)
    {
        source.AreThoseOf(restored, but);
        Assert.Equal(source.Epoch + 1, restored.Epoch);
    }

    private static bool IsEmpty(NpgsqlConnectionStringBuilder database)
    {
        using var connection = new NpgsqlConnection($"{database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("SELECT to_regclass('head') IS NULL AND to_regclass('fact') IS NULL", connection);
        return command.ExecuteScalar() is true;
    }
}
