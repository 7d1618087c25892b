using Npgsql;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Who comes while the database still answers whoever came first.</summary>
public sealed class WhoeverComesLater(Postgres postgres) : IDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task He_goes_along_in_the_same_transaction_where_the_database_need_not_be_asked_for_him()
    {
        var database = await postgres.NewDatabase();
        await using var journal = PostgresJournal.Open(new PostgresSettings(_folder.Path, database));
        await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        var answered = SomeEntry.On("lane/b", 0, "1");
        await journal.Commit(answered);

        await using var held = await HeldHead.In(database);
        var first = journal.Append(SomeEntry.On("lane/a", 1, "2"), Stop);
        await held.Until(writers: 1);
        var along = journal.Append(SomeEntry.On("lane/b", 1, "2").Having("lane/a", 2), Stop);
        var late = journal.Append(SomeEntry.On("lane/b", 1, "2"), Stop);
        var again = journal.Append(answered, Stop);
        var unknown = journal.Append(SomeEntry.On("lane/c", 0, "1"), Stop);
        await held.Release();

        Assert.Equal(3, Assert.IsType<Appended.Committed>(await first).Position);
        Assert.Equal(4, Assert.IsType<Appended.Committed>(await along).Position);
        Assert.IsType<Appended.Moved>(await late);
        Assert.Equal(2, Assert.IsType<Appended.Replayed>(await again).Position);
        Assert.Equal(5, Assert.IsType<Appended.Committed>(await unknown).Position);
        var transactions = await Transactions(database);
        Assert.Equal(transactions[2], transactions[3]);
        Assert.NotEqual(transactions[3], transactions[4]);
        Assert.True((await journal.Verify(Stop)).Intact);
    }

    [Fact]
    public async Task Where_another_server_has_written_meanwhile_nobody_goes_by_what_was_remembered()
    {
        var database = await postgres.NewDatabase();
        using var elsewhere = new DataFolder();
        await using var journal = PostgresJournal.Open(new PostgresSettings(_folder.Path, database));
        await using var other = PostgresJournal.Open(new PostgresSettings(elsewhere.Path, database));
        await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        await journal.Commit(SomeEntry.On("lane/b", 0, "1"));

        await using var held = await HeldHead.In(database);
        var theirs = other.Append(SomeEntry.On("lane/b", 1, "theirs"), Stop);
        await held.Until(writers: 1);
        var first = journal.Append(SomeEntry.On("lane/a", 1, "2"), Stop);
        await held.Until(writers: 2);
        var late = journal.Append(SomeEntry.On("lane/b", 1, "ours"), Stop);
        await held.Release();

        Assert.IsType<Appended.Committed>(await theirs);
        Assert.IsType<Appended.Committed>(await first);
        Assert.Equal(2, Assert.IsType<Appended.Moved>(await late).Actual);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<List<string>> Transactions(NpgsqlConnectionStringBuilder database)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("SELECT xmin::text FROM fact ORDER BY position", connection);
        await using var rows = await command.ExecuteReaderAsync(Stop);
        var found = new List<string>();
        while (await rows.ReadAsync(Stop)) found.Add(rows.GetString(0));
        return found;
    }
}
