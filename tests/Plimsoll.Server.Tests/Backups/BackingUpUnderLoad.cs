using System.Diagnostics;
using Npgsql;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>
/// A house is copied again and again while it is written to, restored elsewhere, and compared: every row of every table, every byte of
/// every artifact. PLIMSOLL_BACKUPS sets how many cycles, PLIMSOLL_SEED the seed.
/// </summary>
public sealed class BackingUpUnderLoad(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    // What is sent, who does the work and how far reactions are is changed by what happens meanwhile.
    private static readonly string[] Changing = ["outbox", "lease", "checkpoint", "api_token"];
    private readonly Shell _shell = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_restored_elsewhere_is_what_was_there(bool onPostgres)
    {
        await using var house = await LiveHouse.Open(guided: false);
        var database = onPostgres ? await postgres.NewDatabase() : null;
        if (onPostgres) await house.Restart(settings => settings with { Database = database });
        await house.ApplyGuide();
        await house.Adopt("shop", "Shop", "ask");
        await house.Prepare("shop", "1.1.0");
        Shell.DataFolder(house.DataFolder, $"{house.Address}", house.Token);
        for (var cycle = 0; cycle < Campaign.Number("PLIMSOLL_BACKUPS", 2); cycle++) await Cycle(house, database, cycle);
        await AtRest(house, database);
    }

    private async Task Cycle(LiveHouse house, NpgsqlConnectionStringBuilder? database, int cycle)
    {
        var kept = $"kept-{cycle}";
        Rows before;
        List<string> artifacts;
        await using (var load = new Loaded(house, new Random(Campaign.Seed + cycle)))
        {
            load.Begin();
            await load.IsUnderWay();
            (before, artifacts) = (Source(house, database), ArtifactsOf(house, database));
            var (since, already) = (Stopwatch.StartNew(), load.Written);
            await Type($"server backup {kept} --data {house.DataFolder}");
            output.WriteLine($"cycle {cycle + 1}, seed {Campaign.Seed + cycle}: taken in {since.Elapsed.TotalSeconds:0.00} s, "
                + $"{load.Written - already} writes meanwhile");
            await load.IsUnderWay();
        }

        var backup = Rows.Of(In(kept));
        backup.AreBetween(before, Source(house, database), Changing);
        Assert.Empty(artifacts.Except(Rows.Artifacts(In(kept))));
        Assert.Empty(Rows.Artifacts(In(kept)).Except(ArtifactsOf(house, database)));
        await Type($"server verify {kept}");
        await Restored(kept, backup);
        foreach (var done in (string[])[kept, $"{kept}-again"]) Directory.Delete(In(done), recursive: true);
    }

    /// <summary>Nothing happens: all of it is the same, to the last row.</summary>
    private async Task AtRest(LiveHouse house, NpgsqlConnectionStringBuilder? database)
    {
        await Bench.Until(() => Source(house, database)["outbox"].Values.All(row => row.Contains("state not-sent", StringComparison.Ordinal)));
        await Type($"server backup rest --data {house.DataFolder}");
        // Whoever does the work says so each second.
        Source(house, database).AreThoseOf(Rows.Of(In("rest")), "lease");
        Assert.Equal(ArtifactsOf(house, database), Rows.Artifacts(In("rest")));
        // A table that nobody has thought of would be missing in every copy.
        Assert.Equal(Rows.Tables.Append("head").Order(StringComparer.Ordinal), Rows.TablesOf(In("rest")).Order(StringComparer.Ordinal));
    }

    /// <summary>Into a folder and into a database, from either store.</summary>
    private async Task Restored(string kept, Rows backup)
    {
        await Type($"server restore {kept} --data {kept}-again");
        Same(Rows.Of(In($"{kept}-again")));
        Assert.Equal(Rows.Artifacts(In(kept)), Rows.Artifacts(In($"{kept}-again")));

        var database = await postgres.NewDatabase();
        await Type($"server restore {kept} --database {Address(database)}");
        Same(Rows.Of(database));
        Assert.Equal(Rows.Artifacts(In(kept)), Rows.Artifacts(database));

        void Same(Rows restored)
        {
            backup.AreThoseOf(restored);
            Assert.Equal(backup.Epoch + 1, restored.Epoch);
        }
    }

    internal static string Address(NpgsqlConnectionStringBuilder database) =>
        $"postgres://{database.Username}@{database.Host}:{database.Port}/{database.Database}";

    private static Rows Source(LiveHouse house, NpgsqlConnectionStringBuilder? database) =>
        database is null ? Rows.Of(house.DataFolder) : Rows.Of(database);

    private static List<string> ArtifactsOf(LiveHouse house, NpgsqlConnectionStringBuilder? database) =>
        database is null ? Rows.Artifacts(house.DataFolder) : Rows.Artifacts(database);

    private async Task Type(string line)
    {
        var said = await _shell.Type(line, Stop);
        Assert.True(said.Code == 0, $"{line}: {said.Code} {said.Out} {said.Err}");
    }

    private string In(string name) => Path.Combine(_shell.Folder, name);
}
