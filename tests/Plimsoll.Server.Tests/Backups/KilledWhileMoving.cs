using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Killing;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>
/// A server is killed at any moment while it moves its house to a database, or back to a folder: afterwards the house is in one of the two
/// places, whole, and the move typed again ends well. PLIMSOLL_BACKUPS sets how many kills, PLIMSOLL_SEED the seed.
/// </summary>
public sealed class KilledWhileMoving(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    private readonly Repositories.TempFolder _folder = new();
    private readonly Random _random = new(Campaign.Seed);
    private TimeSpan _took = TimeSpan.FromSeconds(2);
    private int _moved;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_house_is_in_one_place_whole()
    {
        var kills = (Campaign.Number("PLIMSOLL_BACKUPS", 2) + 1) / 2 * 2;
        var at = new Place(_folder.At("data"), null);
        await Filled.Folder(at.Folder);
        var house = at.Rows();
        for (var kill = 0; kill < kills; kill++)
        {
            var to = kill % 2 == 0 ? new Place(_folder.At($"node-{kill}"), await postgres.NewDatabase()) : new Place(_folder.At($"data-{kill}"), null);
            await Move(at, to, house);
            at = to;
        }

        output.WriteLine($"{kills} moves killed, {_moved} were done by then, seed {Campaign.Seed}");
    }

    private async Task Move(Place from, Place to, Rows house)
    {
        await using var server = from.Server(_folder);
        await server.Start();
        var since = Stopwatch.StartNew();
        var moving = Asked(server, to);
        await Task.Delay(_took * (_random.NextDouble() * 1.1));
        await server.Kill();
        await moving;
        if (await server.StartsOrEnds())
        {
            // It is here, and nobody starts there.
            Assert.Equal(0, to.Position());
            Same(house, from.Rows());
            var again = Stopwatch.StartNew();
            await server.Do("journal/move", new MoveBody(to.Address), "Grace");
            _took = again.Elapsed;
            await server.Kill();
            Assert.False(await server.StartsOrEnds());
        }
        else
        {
            _moved++;
            _took = since.Elapsed;
        }

        Assert.Contains("was moved to", server.Said, StringComparison.Ordinal);
        Same(house, to.Rows());
    }

    private static async Task Asked(ServerProcess server, Place to)
    {
        try
        {
            (await server.Post("journal/move", new MoveBody(to.Address), "Grace")).Dispose();
        }
        catch (HttpRequestException)
        {
            // It was killed before it answered.
        }
    }

    // Who does the work says so, and what cannot be sent is marked so, wherever a server runs.
    private static void Same(Rows house, Rows found) => house.AreThoseOf(found, "lease", "outbox", "checkpoint");

    private sealed record Place(string Folder, NpgsqlConnectionStringBuilder? Database)
    {
        public string Address => Database is { } database ? BackingUpUnderLoad.Address(database) : Folder;

        public Rows Rows() => Database is { } database ? Backups.Rows.Of(database) : Backups.Rows.Of(Folder);

        public ServerProcess Server(Repositories.TempFolder folder)
        {
            var server = new ServerProcess(Folder) { Environment = { ["PLIMSOLL_SECRETS_KEY_FILE"] = folder.At("secrets-key") } };
            if (Database is not null) server.Environment["PLIMSOLL_DATABASE"] = Address;
            return server;
        }

        /// <summary>Where its journal ends; 0: no server starts on it.</summary>
        public long Position()
        {
            if (Database is null && !File.Exists(Path.Combine(Folder, "plimsoll.db"))) return 0;
            using System.Data.Common.DbConnection connection = Database is { } database ? new NpgsqlConnection($"{database};Pooling=false")
                : new SqliteConnection($"Data Source={Folder}/plimsoll.db;Pooling=False");
            connection.Open();
            var there = Database is null ? "SELECT count(*) FROM sqlite_schema WHERE name = 'head'" : "SELECT count(*) WHERE to_regclass('head') IS NOT NULL";
            return connection.Count(there) == 0 ? 0 : connection.Count("SELECT position FROM head");
        }
    }
}
