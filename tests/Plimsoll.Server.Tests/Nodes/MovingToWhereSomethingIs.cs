using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;
using static Plimsoll.Server.Tests.Nodes.Moves;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A house is moved once, and never over another; a refusal leaves nothing behind.</summary>
public sealed class MovingToWhereSomethingIs(Postgres postgres) : IDisposable
{
    private readonly DataFolder _places = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_house_that_was_moved_is_not_moved_again_and_says_where_it_is()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        var folder = house.DataFolder;
        var first = await Move(house, In("first"));
        Assert.Contains($"was moved to {first.Place}", await Obstacle(house, In("second")), StringComparison.Ordinal);
        Assert.Contains($"was moved to {first.Place}", await Obstacle(house, In("first")), StringComparison.Ordinal);
        await Refused(house, $"was moved to {first.Place}; nothing was written");

        var database = await postgres.NewDatabase();
        foreach (var kept in (string[])["token", "secrets-key"]) File.Copy(Path.Combine(folder, kept), Path.Combine(In("first"), kept), overwrite: true);
        await house.Restart(settings => settings with { DataFolder = In("first") });
        var second = await Move(house, Address(database));
        await house.Restart(settings => settings with { DataFolder = folder, Database = database });
        Assert.Contains("holds a Plimsoll already", await Obstacle(house, In("first")), StringComparison.Ordinal);
        await Move(house, In("third"));
        Assert.Contains($"The journal {second.Place} was moved to {In("third")}", await Obstacle(house, In("second")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("second")));
    }

    [Theory]
    [InlineData("INSERT INTO shared (name, version, text) VALUES ('secrets-key', 1, 'another')", "DELETE FROM shared")]
    [InlineData("INSERT INTO people (id, name) VALUES ('ada', 'Ada')", "DELETE FROM people")]
    public async Task A_database_a_server_was_started_on_is_refused_and_one_with_empty_tables_is_not(string something, string nothing)
    {
        await using var house = await LiveHouse.Open();
        var database = await postgres.NewDatabase();
        await MakeTables(database);
        await Run(database, something);
        Assert.Contains("holds a Plimsoll already; nothing was moved", await Obstacle(house, Address(database)), StringComparison.Ordinal);
        // As a move leaves it that was cut short at once.
        await Run(database, nothing);
        await Move(house, Address(database));
    }

    [Fact]
    public async Task A_database_a_server_runs_on_is_refused_with_its_name()
    {
        await using var house = await LiveHouse.Open();
        var database = await postgres.NewDatabase();
        await MakeTables(database);
        await Run(database,
            """
            INSERT INTO node (id, name, address, version, began_at, beat_at, position, ahead, state) VALUES
                ('n00000001', 'web1:7440', 'http://10.0.0.1:7440', '0.1.0', 0, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 60000, 0, 0, 'works')
            """);
        var said = await Obstacle(house, Address(database));
        Assert.Contains("Another server is on postgres://", said, StringComparison.Ordinal);
        Assert.Contains("nothing was moved: web1:7440 (http://10.0.0.1:7440).", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_as_it_is()
    {
        await using var house = await LiveHouse.Open();
        Directory.CreateDirectory(In("notes"));
        await File.WriteAllTextAsync(In("notes/plan.txt"), "a plan", Stop);
        Assert.Contains("notes is not empty; nothing was moved. Name a new folder.", await Obstacle(house, In("notes")), StringComparison.Ordinal);
        Assert.Contains("plan.txt is not empty", await Obstacle(house, In("notes/plan.txt")), StringComparison.Ordinal);
        Assert.Equal([In("notes/plan.txt")], Directory.GetFileSystemEntries(In("notes")));

        await File.WriteAllTextAsync(In("notes/plimsoll.db"), "a journal by its name alone", Stop);
        Assert.Contains("is not empty", await Obstacle(house, In("notes")), StringComparison.Ordinal);

        await using (var journal = SqliteJournal.Open(new JournalSettings(In("other")))) await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        var before = Directory.GetFileSystemEntries(In("other")).Order().ToList();
        Assert.Contains("holds a Plimsoll already", await Obstacle(house, In("other")), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(In("other")).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("plimsoll.db", "plimsoll.db-journal")]
    [InlineData("output.db", "output.db-journal")]
    public async Task A_folder_that_a_move_had_only_begun_to_make_is_gone_on_with(params string[] files)
    {
        await using var house = await LiveHouse.Open();
        using (DataFolderLock.Take(In("begun"))) await Task.Yield();
        // The journal is made whole, and only then the output.
        if (files is ["output.db", ..])
            using (var journal = JournalFiles.ForWriting(In("begun/plimsoll.db"), secondsForALock: 5))
                SqliteSchema.Ensure(journal, In("begun/plimsoll.db"));
        foreach (var file in files.Where(f => f != "")) await File.WriteAllTextAsync(Path.Combine(In("begun"), file), "", Stop);
        Assert.Equal(In("begun"), (await Move(house, In("begun"))).Place);
    }

    [Fact]
    public async Task Where_the_address_cannot_be_read_the_flag_that_was_typed_is_named()
    {
        await using var house = await LiveHouse.Open();
        Assert.Contains("--to is an address such as postgres://", await Obstacle(house, "mysql://x"), StringComparison.Ordinal);
    }

    public void Dispose() => _places.Dispose();

    private string In(string place) => Path.Combine(_places.Path, place);

    private async Task MakeTables(NpgsqlConnectionStringBuilder database)
    {
        await using var journal = PostgresJournal.Open(new PostgresSettings(In("node"), database));
    }
}
