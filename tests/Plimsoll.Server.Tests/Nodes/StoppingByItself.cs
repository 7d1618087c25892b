using System.Collections.Concurrent;
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
        // It has the term a moment before it says so; what counts is what it found when it said so.
        await Bench.Until(() => wasAlone is not null, Patience);

        pipe.Heal();
        pipe.Break();
        Assert.True(wasAlone);
    }

    [Fact]
    public async Task What_it_takes_again_while_the_end_is_still_being_told_is_told_after_the_end()
    {
        var machine = new Leaping();
        using DataFolder folder = new();
        var settings = new PostgresSettings(folder.Path, await postgres.NewDatabase());
        await using (PostgresJournal.Open(settings))
        {
        }

        using var heartbeat = Beating(settings, "n0000000a", machine);
        var told = new ConcurrentQueue<Term?>();
        heartbeat.Changed += told.Enqueue;
        await Bench.Until(() => told.Count == 1, Patience);
        var first = told.Single();
        // Its work hears of the end late: by then the node has the ownership again.
        using var again = new ManualResetEventSlim();
        first!.Until.Register(() => again.Wait(Patience));

        machine.Leap(NodeLease.SelfStop * 2);
        await Bench.Until(() => heartbeat.Held is { } held && held != first, Patience);
        again.Set();
        await Bench.Until(() => told.Count == 3, Patience);

        Assert.Equal([first, null, heartbeat.Held], told);
    }

    /// <summary>A machine that stood still and knows nothing of it: its clock is right, and time has passed.</summary>
    private sealed class Leaping : TimeProvider
    {
        private long _leapt;

        public void Leap(TimeSpan length) => Interlocked.Add(ref _leapt, (long)(length.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _leapt);
    }

    private static Heartbeat Beating(PostgresSettings settings, string id, TimeProvider? machine = null)
    {
        var node = new NodeId(id);
        var heartbeat = new Heartbeat(
            () => NodeTable.Open(settings, node), node,
            () => new NodeSaid(id, id, "http://" + id, settings.Edition.Version, 0, TimeSpan.Zero, NodeWords.Serves),
            machine ?? TimeProvider.System);
        heartbeat.Start();
        return heartbeat;
    }
}
