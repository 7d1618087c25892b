using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A version that needs more tables starts on a database that others write to and read.</summary>
public sealed class ChangingTheTables(Postgres postgres) : IDisposable
{
    private readonly DataFolder _one = new();
    private readonly DataFolder _two = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public async Task During_a_backup_it_does_not_start_and_says_why_and_nobody_waits_for_it()
    {
        var database = await postgres.NewDatabase();
        await using var writes = PostgresJournal.Open(new PostgresSettings(_one.Path, database));
        var store = new PostgresSettings(_two.Path, database);
        await Run(database, "DROP TABLE inbound_alert");
        await using (var backup = store.ForBackup())
        {
            await using var moment = await backup.BeginTransactionAsync(Stop);
            backup.Run("SELECT position FROM head");
            var starts = Starts(store);
            await writes.Append(SomeEntry.On("lane/a", 0, "meanwhile"), Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);
            var problem = await Assert.ThrowsAsync<JournalHeld>(() => starts);
            Assert.Contains("a backup of it is being taken", problem.Message, StringComparison.Ordinal);
        }

        // The database takes a moment to see that whoever took it is gone.
        await using var looks = store.ForMoving();
        await Bench.Until(() => !PostgresSettings.IsBackedUp(looks));
        await Starts(store);
    }

    [Fact]
    public async Task Where_somebody_else_holds_a_table_others_write_between_its_tries()
    {
        var database = await postgres.NewDatabase();
        await using var writes = PostgresJournal.Open(new PostgresSettings(_one.Path, database));
        await Run(database, "DROP TABLE inbound_alert");
        await using var dump = new NpgsqlConnection($"{database};Pooling=false");
        await dump.OpenAsync(Stop);
        await using var moment = await dump.BeginTransactionAsync(Stop);
        dump.Run("SELECT position FROM head");
        var starts = Starts(new PostgresSettings(_two.Path, database));
        await Bench.Until(() =>
            dump.Count("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'head'::regclass") > 0);

        await writes.Append(SomeEntry.On("lane/a", 0, "meanwhile"), Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);
        Assert.False(starts.IsCompleted);
        await moment.RollbackAsync(Stop);
        await starts;
    }

    private static async Task Starts(PostgresSettings store)
    {
        await Task.Yield();
        await using var journal = PostgresJournal.Open(store);
    }

    private static async Task Run(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Stop);
        connection.Run(sql);
    }
}
