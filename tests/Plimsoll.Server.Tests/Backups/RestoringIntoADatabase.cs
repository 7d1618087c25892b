using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>A house that was restored into a database waits, at all of its servers, until somebody activates it at one of them.</summary>
public sealed class RestoringIntoADatabase(Postgres postgres) : IDisposable
{
    private readonly Shell _shell = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task All_of_its_servers_wait_and_one_activates_them_all()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        Shell.DataFolder(Path.Combine(_shell.Home, ".local/share/plimsoll"), $"{house.Address}", house.Token);
        await Type($"server backup kept --data {house.DataFolder}");
        var database = await postgres.NewDatabase();
        var address = BackingUpUnderLoad.Address(database);
        await Type($"server restore kept --database {address}");
        // Whoever was not told of its end types it again.
        var restored = await Type($"server restore kept --database {address}");
        Assert.Contains("Restored to postgres://", restored.Out, StringComparison.Ordinal);
        Assert.Contains("Next: plimsoll server activate --data FOLDER, once it runs", restored.Err, StringComparison.Ordinal);

        File.Copy(Path.Combine(house.DataFolder, "secrets-key"), In("secrets-key"));
        await house.Restart(settings => settings with { Database = database, SecretsKeyFile = In("secrets-key") });
        await using var other = new ServerProcess(In("other"))
        {
            Environment = { ["PLIMSOLL_DATABASE"] = address, ["PLIMSOLL_SECRETS_KEY_FILE"] = In("secrets-key") },
        };
        await other.Start();
        Assert.Contains("restored from a backup", await Refused(other), StringComparison.Ordinal);
        Assert.Contains("restored from a backup", (await Type("service hold shop production --reason look --as Grace", 5)).Err, StringComparison.Ordinal);
        Assert.False(house.Services.GetRequiredService<BackgroundWork>().HasBegun);
        Assert.DoesNotContain((await other.Get<NodesView>("nodes")).Nodes, node => node.Works);

        await Type("server activate --yes");
        await Bench.Until(async () => await Refused(other), said => said == "");
        await Bench.Until(async () => await other.Get<NodesView>("nodes"), view => view.Nodes.Any(node => node.Works));
        await Type("service hold shop staging --reason look --as Grace");

        Assert.Contains("holds a Plimsoll already", (await Type($"server restore kept --database {address}", 1)).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_hold_is_not_restored_and_the_database_stays_empty()
    {
        await using var house = await LiveHouse.Open();
        await Type($"server backup kept --data {house.DataFolder}");
        var database = await postgres.NewDatabase();
        var address = BackingUpUnderLoad.Address(database);
        Assert.Contains("Add either", (await Type("server restore kept", 2)).Err, StringComparison.Ordinal);
        Assert.Contains("--data and --database cannot both be given",
            (await Type($"server restore kept --data new --database {address}", 2)).Err, StringComparison.Ordinal);

        // The manifest agrees with the files, and the chain does not.
        using (var journal = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={In("kept")}/plimsoll.db;Pooling=False"))
        {
            journal.Open();
            journal.Run("UPDATE fact SET actor = 'mallory' WHERE position = 1");
        }

        var manifest = BackupFiles.Read(In("kept"))!;
        var files = manifest.Files.Select(file => BackupFiles.Described(In("kept"), file.Path));
        await File.WriteAllBytesAsync(Path.Combine(In("kept"), BackupManifest.FileName), (manifest with { Files = [.. files] }).ToBytes(), Stop);

        Assert.Contains("does not hold", (await Type($"server restore kept --database {address}", 1)).Err, StringComparison.Ordinal);
        using var connection = new Npgsql.NpgsqlConnection($"{database};Pooling=false");
        connection.Open();
        Assert.Equal(0, connection.Count("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    private static async Task<string> Refused(ServerProcess server)
    {
        using var answer = await server.Post("services/shop/production/hold", new PlaceHoldBody("look"), "Grace");
        return answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Stop);
    }

    private async Task<Said> Type(string line, int code = 0)
    {
        var said = await _shell.Type(line, Stop);
        Assert.True(said.Code == code, $"{line}: {said.Code} {said.Out} {said.Err}");
        return said;
    }

    private string In(string name) => Path.Combine(_shell.Folder, name);
}
