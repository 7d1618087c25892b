using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;
using static Plimsoll.Server.Tests.Nodes.Moves;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A house that outgrew one machine takes everything along, and finds its way back.</summary>
public sealed class MovingAJournal(Postgres postgres) : IDisposable
{
    private readonly DataFolder _back = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_goes_to_a_database_works_there_and_comes_back()
    {
        await using var house = await House();
        var (database, before) = (await postgres.NewDatabase(), await Facts(house));
        var secret = new WebhookSecret(house.DataFolder).Text;
        var moved = await Move(house, Address(database));
        Assert.Equal(before.Count, moved.Facts);
        Assert.DoesNotContain("postgres@", moved.Place, StringComparison.Ordinal);
        await Refused(house, "was moved to");

        // The folder is nobody's any more, and says where everything is.
        Assert.Contains(moved.Place, (await Assert.ThrowsAsync<JournalMoved>(() => house.Restart(s => s))).Message, StringComparison.Ordinal);
        await house.Restart(settings => settings with { Database = database });
        Assert.Equal(before, (await Facts(house)).Take(before.Count));
        Assert.True((await house.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await house.Until("shop-1.1.0-1-production", "succeeded");

        var there = await Facts(house);
        await Move(house, _back.Path);
        await Refused(house, "moved to");
        Assert.Equal(secret, new WebhookSecret(_back.Path).Text);
        await Assert.ThrowsAsync<JournalMoved>(() => house.Services.GetRequiredService<IJournal>().Claim("work", "n1", Stop));
        // Whoever types there has the same token.
        File.Copy(Path.Combine(house.DataFolder, "token"), Path.Combine(_back.Path, "token"), overwrite: true);
        File.Copy(Path.Combine(house.DataFolder, "secrets-key"), Path.Combine(_back.Path, "secrets-key"), overwrite: true);
        await house.Restart(settings => settings with { Database = null, DataFolder = _back.Path });
        Assert.Equal(there, (await Facts(house)).Take(there.Count));
        Assert.Equal("1.1.0", house.Desk.World.Get<Lane>(Lane.StreamOf("shop", "production")).RunningVersion);
        Assert.Contains("started 1.1.0", await house.Text("deployments/shop-1.1.0-1-production/log"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_place_that_holds_another_journal_is_left_alone()
    {
        await using var house = await House();
        var database = await postgres.NewDatabase();
        using var other = new DataFolder();
        await using (var journal = PostgresJournal.Open(new PostgresSettings(other.Path, database))) await journal.Commit(SomeEntry.On("lane/a", 0, "1"));

        Assert.Contains("holds a Plimsoll already", await Obstacle(house, Address(database)), StringComparison.Ordinal);
        Assert.Contains("already", await Obstacle(house, house.DataFolder), StringComparison.Ordinal);
        Assert.Contains("neither", await Obstacle(house, "somewhere"), StringComparison.Ordinal);
        await house.Do("Grace", "services/shop/staging/hold", new PlaceHoldBody("it still writes"));
    }

    [Fact]
    public async Task A_move_that_broke_off_goes_on_where_it_ended_and_no_server_starts_on_half_of_it()
    {
        await using var house = await House();
        var database = await postgres.NewDatabase();
        var before = await Facts(house);
        await Move(house, Address(database));
        // As it was when the connection broke: the first facts, and no end.
        await Run(database, "DELETE FROM fact WHERE position > 7; UPDATE head SET position = 0");
        using (var folder = new DataFolder())
            Assert.Throws<JournalCorrupt>(() => PostgresJournal.Open(new PostgresSettings(folder.Path, database)));
        File.Delete(Path.Combine(house.DataFolder, "moved-to"));
        await house.Restart(settings => settings);

        Assert.Equal(before.Count, (await Move(house, Address(database))).Facts);
        await house.Restart(settings => settings with { Database = database });
        Assert.Equal(before, (await Facts(house)).Take(before.Count));
    }

    [Fact]
    public async Task A_move_that_fails_while_it_begins_leaves_the_house_at_work_where_it_was()
    {
        await using var house = await House();
        var database = await postgres.NewDatabase();
        await Move(house, Address(database));
        await house.Restart(settings => settings with { Database = database });
        await Bench.Until(() => Works(house));

        // What the journal writes with is not there for a moment; everything else is.
        await Run(database, "ALTER TABLE head RENAME COLUMN schema TO away");
        await Obstacle(house, _back.Path);
        await Run(database, "ALTER TABLE head RENAME COLUMN away TO schema");
        await house.Do("Grace", "services/shop/staging/hold", new PlaceHoldBody("it goes on here"));
        await Bench.Until(() => Works(house));
        await Move(house, _back.Path);
    }

    [Fact]
    public async Task After_a_kill_at_the_very_end_there_is_one_house_and_never_two()
    {
        await using var house = await House();
        var database = await postgres.NewDatabase();
        await Move(house, Address(database));
        string moved = Path.Combine(house.DataFolder, "moved-to"), moving = Path.Combine(house.DataFolder, "moving-to");
        // As it was between the end there and the word here.
        File.Move(moved, moving);
        await File.WriteAllTextAsync(moving, $"{database}\n", Stop);
        await Assert.ThrowsAsync<JournalMoved>(() => house.Restart(s => s));
        Assert.True(File.Exists(moved));

        // Nobody knows, and so nobody starts.
        File.Move(moved, moving, overwrite: true);
        await File.WriteAllTextAsync(moving, "Host=127.0.0.1;Port=1;Database=plimsoll;Username=plimsoll\n", Stop);
        var unknown = await Assert.ThrowsAsync<MoveNotSettled>(() => house.Restart(s => s));
        Assert.Contains("postgres://127.0.0.1:1/plimsoll when its server was killed", unknown.Message, StringComparison.Ordinal);

        // The end was not there yet.
        await File.WriteAllTextAsync(moving, $"{database}\n", Stop);
        await Run(database, "UPDATE head SET position = 0");
        await house.Restart(s => s);
        Assert.False(File.Exists(moving));
        await house.Do("Grace", "services/shop/staging/hold", new PlaceHoldBody("it goes on here"));
        await Move(house, Address(database));

        await house.Restart(settings => settings with { Database = database });
        await Move(house, _back.Path);
        await Run(database, "UPDATE head SET line = ''");
        await Assert.ThrowsAsync<JournalMoved>(() => house.Restart(s => s));
        await Run(database, "UPDATE head SET line = ''");
        using (var folder = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_back.Path}/plimsoll.db;Pooling=False"))
        {
            folder.Open();
            folder.Run("UPDATE head SET position = 0");
        }

        await house.Restart(s => s);
        await house.Do("Grace", "services/shop/production/hold", new PlaceHoldBody("it goes on here"));
    }

    [Fact]
    public async Task What_another_server_wrote_before_the_kill_was_noticed_is_kept_and_the_copy_is_not_the_house()
    {
        await using var house = await House();
        var database = await postgres.NewDatabase();
        await Move(house, Address(database));
        await house.Restart(settings => settings with { Database = database });
        // It was paused while the house was moved, and is back before anybody has settled what the kill left.
        using var folder = new DataFolder();
        await using (var other = PostgresJournal.Open(new PostgresSettings(folder.Path, database)))
        {
            await Move(house, _back.Path);
            await house.Stop();
            await Run(database, "UPDATE head SET line = ''");
            var late = new HoldPlaced("shop", "staging", "late", "accepted elsewhere");
            var lane = Lane.StreamOf("shop", "staging");
            var entry = SomeEntry.On(lane.Value, (await other.Facts()).Count(f => f.Stream == lane));
            await other.Commit(entry with { Facts = [EventNames.OfCore.Write(late)] });
        }

        await house.Start();
        Assert.Contains(house.Desk.World.Get<Lane>(Lane.StreamOf("shop", "staging")).Holds, hold => hold.Id == "late");
        Assert.Throws<JournalCorrupt>(() => SqliteJournal.Open(new JournalSettings(_back.Path)));

        // The move is typed again, is killed again, and both are written to: a person decides.
        await Move(house, _back.Path);
        await house.Stop();
        await Run(database, "UPDATE head SET line = ''");
        await Run(database,
            "UPDATE fact SET hash = '' WHERE position = (SELECT position FROM head); UPDATE head SET hash = ''");
        var two = await Assert.ThrowsAsync<JournalMoved>(house.Start);
        Assert.Contains("two houses", two.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_who_moves_a_house_is_there_nobody_else_opens_it_or_takes_its_work()
    {
        using DataFolder one = new(), two = new();
        var database = await postgres.NewDatabase();
        PostgresSettings mover = new(one.Path, database), store = new(two.Path, database);
        await using (PostgresJournal.Open(mover)) await Task.Yield();
        using var other = NodeTable.Open(store, new NodeId("n0000000b"));
        using (var moving = NodeTable.Open(mover, NodeId.Of(one.Path)))
        {
            Assert.True(moving.Shows());
            var said = new NodeSaid(NodeId.Of(one.Path).Value, "old", "", "0.1.0", 0, TimeSpan.Zero, NodeWords.Serves);
            moving.Beat(said);
            using (var connection = mover.ForMoving()) MovedDatabase.Write(connection, _back.Path, one.Path);
            Assert.Null(other.Take(new NodeId("n0000000b"), 0));
            var problem = Assert.Throws<JournalMoved>(() => PostgresJournal.Open(store));
            Assert.Contains("being moved", problem.Message, StringComparison.Ordinal);
        }

        await Bench.Until(() => other.Take(new NodeId("n0000000b"), 0) is not null);
    }

    [Fact]
    public async Task Servers_in_the_way_of_a_move_are_named_with_what_to_do()
    {
        await using var house = await House();
        var database = await postgres.NewDatabase();
        await Move(house, Address(database));
        await house.Restart(settings => settings with { Database = database });
        await Run(database,
            """
            INSERT INTO node (id, name, address, version, began_at, beat_at, position, ahead, state)
            SELECT 'n0000000' || i, 'web' || i || ':7440', 'http://10.0.0.' || i || ':7440', '0.1.0', 0,
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 60000, 0, 0, 'serves' FROM generate_series(1, 2) i
            """);

        var said = await Obstacle(house, _back.Path);
        Assert.Contains("web1:7440 (http://10.0.0.1:7440), web2:7440 (http://10.0.0.2:7440)", said, StringComparison.Ordinal);
        Assert.Contains("Stop each on its machine", said, StringComparison.Ordinal);
    }

    public void Dispose() => _back.Dispose();

    private static bool Works(LiveHouse house) => house.Services.GetRequiredService<BackgroundWork>().HasBegun;

    private static async Task<LiveHouse> House()
    {
        var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Prepare("shop", "1.1.0");
        return house;
    }

    private static async Task<List<string>> Facts(LiveHouse house) =>
        [.. (await house.Services.GetRequiredService<IJournal>().Facts()).Select(f => $"{f.Position} {f.Name} {Convert.ToHexStringLower(f.Hash)}")];
}
