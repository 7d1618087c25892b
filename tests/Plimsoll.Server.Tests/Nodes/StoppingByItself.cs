using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A server that cannot reach the database stops its work before another may begin.</summary>
public sealed class StoppingByItself(Postgres postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Also_where_the_database_knows_at_once_that_it_is_cut_off_and_the_server_does_not()
    {
        var database = await postgres.NewDatabase();
        await using var pipe = new Pipe(database.Port);
        var through = new NpgsqlConnectionStringBuilder(database.ToString()) { Port = pipe.Port };
        using DataFolder folder = new(), cut = new();
        await using var journal = PostgresJournal.Open(new PostgresSettings(folder.Path, database));
        using var first = Beating(new PostgresSettings(cut.Path, through), "n0000000a");
        await Bench.Until(() => first.Held is not null, Patience);
        using var second = Beating(new PostgresSettings(folder.Path, database), "n0000000b");
        bool? wasAlone = null;
        second.Changed += term => wasAlone ??= term is not null && first.Held is null;

        pipe.Cut();
        await using (var source = NpgsqlDataSource.Create(database.ToString()))
        await using (var drop = source.CreateCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = 10"))
            Assert.Equal(1L, await drop.ExecuteScalarAsync(Stop));
        await Bench.Until(() => second.Held is not null, Patience);

        pipe.Heal();
        pipe.Break();
        Assert.True(wasAlone);
    }

    private static Heartbeat Beating(PostgresSettings settings, string id)
    {
        var node = new NodeId(id);
        var heartbeat = new Heartbeat(
            () => NodeTable.Open(settings, node), node,
            () => new NodeSaid(id, id, "http://" + id, settings.Edition.Version, 0, TimeSpan.Zero, NodeWords.Serves), TimeProvider.System);
        heartbeat.Start();
        return heartbeat;
    }
}
