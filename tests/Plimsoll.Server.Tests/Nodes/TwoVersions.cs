using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A house that is upgraded one server after the other: two versions beside each other on one journal.</summary>
public sealed class TwoVersions(Postgres postgres) : IAsyncLifetime
{
    private static readonly Edition Older = new(
        "0.1.0", new EventNames(typeof(Event).Assembly.GetTypes().Where(type => type != typeof(PageTriggered))));

    private static readonly Edition Newer = new("0.2.0", EventNames.OfCore);
    private readonly List<IDisposable> _open = [];
    private readonly List<PostgresJournal> _journals = [];
    private NpgsqlConnectionStringBuilder _database = new();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await postgres.NewDatabase();

    [Fact]
    public async Task What_a_server_that_is_here_does_not_know_is_not_written_until_it_is_gone()
    {
        var (newer, older) = (Open(Newer), Open(Older));
        var node = Join(Older, "n0000000a");

        var early = Assert.IsType<Appended.Early>(await newer.Append(Page(1), Stop));
        Assert.Contains("server old:7441 (version 0.1.0) does not know 'page-triggered'", early.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await newer.Head(Stop)).Position);
        // What both know is written by either, and what was answered stays answered.
        var known = SomeEntry.On("incident/a", 0) with { Facts = [Newer.Names.Write(new IncidentResolved("out"))] };
        await newer.Commit(known);
        Assert.IsType<Appended.Replayed>(await newer.Append(known, Stop));
        await older.Commit(SomeEntry.On("incident/b", 0) with { Facts = [Newer.Names.Write(new IncidentResolved("out"))] });

        node.Leave(new NodeId("n0000000a"));
        await newer.Commit(Page(1));
    }

    [Fact]
    public async Task One_that_stood_still_for_long_is_not_waited_for_and_stands_down_when_it_comes_back()
    {
        var (newer, older) = (Open(Newer), Open(Older));
        var node = Join(Older, "n0000000a");
        using var feed = new Feed(older, edition: Older);
        var said = new List<string>();
        feed.StoodDown += said.Add;
        await newer.Commit(SomeEntry.On("incident/a", 0) with { Facts = [Newer.Names.Write(new IncidentResolved("out"))] });
        await feed.CatchUp(Stop);
        await Run("UPDATE node SET beat_at = beat_at - 31000");
        var page = await newer.Commit(Page(1));

        node.Beat(Said("n0000000a"));
        var problem = await Assert.ThrowsAsync<JournalTooNew>(() => feed.CatchUp(Stop));
        Assert.StartsWith(
            $"Position {page.Position} of the journal says 'page-triggered', which version 0.2.0 wrote and this server (version 0.1.0) does not know.",
            problem.Message, StringComparison.Ordinal);
        // For good, at the last fact it understood, and whoever has to know is told once.
        await Assert.ThrowsAsync<JournalTooNew>(() => feed.FoldAgain(Stop));
        await Assert.ThrowsAsync<JournalTooNew>(() => feed.Follow(page.Facts, Stop));
        Assert.Equal((page.Position - 1, problem.Message), (feed.World.Position, Assert.Single(said)));
    }

    [Fact]
    public async Task A_server_that_comes_in_waits_for_what_is_being_written_and_is_reckoned_with_from_then_on()
    {
        var (newer, node) = (Open(Newer), Table(Older, "n0000000a"));
        using ManualResetEventSlim queued = new(), asked = new(), comesIn = new();
        // What stands behind it in the queue becomes one transaction, with it or after it; the last write of that holds it open.
        var first = newer.Change(_ => queued.Wait(Patience, Stop), Stop);
        var page = newer.Append(Page(1), Stop);
        var last = newer.Change(
            _ =>
            {
                asked.Set();
                return comesIn.Wait(Patience, Stop);
            },
            Stop);
        queued.Set();
        Assert.True(asked.Wait(Patience, Stop));

        var position = ComeIn(node, newer);
        while (!position.IsCompleted && await Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
            await Task.Delay(10, Stop);
        comesIn.Set();
        Assert.Equal((1, 1), (Assert.IsType<Appended.Committed>(await page).Position, await position));
        Assert.True(await first && await last);
        Assert.IsType<Appended.Early>(await newer.Append(Page(2), Stop));
    }

    [Fact]
    public async Task What_follows_and_cannot_be_written_yet_waits_and_nothing_else_waits_for_it()
    {
        var newer = Open(Newer);
        using var feed = new Feed(newer, edition: Newer);
        var (outbox, node) = (new Outbox(newer), Join(Older, "n0000000a"));
        var desk = new Desk(newer, feed, TimeProvider.System);
        using (var reactor = Work(newer, feed, desk, outbox))
        {
            await Declare(desk, "INC-1", Severity.Medium);
            await Declare(desk, "INC-2", Severity.Medium);
            await Bench.Until(() => reactor.Early != "" && reactor.Quiet.Position == feed.World.Position, Patience);
            Assert.Contains("old:7441", reactor.Early, StringComparison.Ordinal);
            Assert.Empty(feed.World.All<Page>());
            Assert.Empty(reactor.Parked);
            // Whoever goes on after this one begins before what waits.
            Assert.True(await newer.Checkpoint("reactor", Stop) < feed.World.Position);
            await reactor.StopAsync(Stop);
        }

        using var next = Work(newer, feed, desk, outbox);
        await Bench.Until(() => next.Early != "", Patience);
        node.Leave(new NodeId("n0000000a"));
        await Bench.Until(() => feed.World.All<Page>().Count() == 2 && next.Early == "", Patience);
        await Bench.Until(() => newer.Checkpoint("reactor", Stop).GetAwaiter().GetResult() >= 2, Patience);
        Assert.Equal(2, (await newer.Facts()).Count(fact => fact.Name == "page-triggered"));
        await next.StopAsync(Stop);
    }

    [Fact]
    public void The_work_is_left_to_the_older_one_while_it_can_do_it()
    {
        Open(Newer);
        var (older, newer) = (Join(Older, "n0000000a"), Join(Newer, "n0000000b"));
        Assert.True(newer.IsLeftToOlder());
        Assert.False(older.IsLeftToOlder());
        older.Beat(Said("n0000000a") with { State = "Its clock is 9.0 s ahead of the database's: it does no work." });
        Assert.False(newer.IsLeftToOlder());
        older.Beat(Said("n0000000a"));
        Assert.True(newer.IsLeftToOlder());
        older.Leave(new NodeId("n0000000a"));
        Assert.False(newer.IsLeftToOlder());
    }

    [Fact]
    public async Task Tables_that_only_a_newer_version_can_write_are_left_alone_by_one_that_runs()
    {
        var journal = Open(Older);
        await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        await Run("UPDATE head SET schema = 99");
        var problem = await Assert.ThrowsAsync<JournalTooNew>(() => journal.Append(SomeEntry.On("lane/a", 1, "2"), Stop));
        Assert.Contains("schema 99", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await journal.Head(Stop)).Position);
    }

    [Fact]
    public async Task Tables_are_changed_in_such_a_way_only_while_no_other_server_is_here()
    {
        Open(Older);
        var node = Join(Older, "n0000000a");
        await Run("UPDATE head SET schema = 0");
        Assert.Contains("server old:7441 cannot go on with", Assert.Throws<JournalShared>(() => Open(Newer)).Message, StringComparison.Ordinal);
        node.Leave(new NodeId("n0000000a"));
        Open(Newer);
        await Run("DO $$ BEGIN ASSERT (SELECT schema FROM head) = 1; END $$");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _journals) await journal.DisposeAsync();
        foreach (var each in _open) each.Dispose();
    }

    private static NodeSaid Said(string id) => new(
        id, "old:7441", "http://old:7441", Older.Version, 0, TimeSpan.Zero, NodeWords.Serves);

    private static Server.Journal.Entry Page(int number) => SomeEntry.On($"page/{number}", 0) with
    {
        Facts = [Newer.Names.Write(new PageTriggered($"{number}", new StreamName("incident/1"), "shop", "It burns.", "", Severity.High, [], []))],
    };

    private static async Task Declare(Desk desk, string id, Severity severity) => Assert.IsType<Answer.Accepted>(await desk.Send(
        Incident.StreamOf(id), new DeclareIncident(id, "It burns", severity, "", "", "", null), "Ada", Stop));

    private static Reactor Work(PostgresJournal journal, Feed feed, Desk desk, Outbox outbox)
    {
        var reactor = new Reactor(journal, feed, desk, outbox, TimeProvider.System, NullLogger<Reactor>.Instance);
        _ = reactor.StartAsync(Stop);
        return reactor;
    }

    private PostgresSettings Settings(Edition edition)
    {
        var folder = new DataFolder();
        _open.Add(folder);
        return new PostgresSettings(folder.Path, _database) { Edition = edition };
    }

    private PostgresJournal Open(Edition edition)
    {
        var journal = PostgresJournal.Open(Settings(edition));
        _journals.Add(journal);
        return journal;
    }

    /// <summary>A server that serves, as far as the others see.</summary>
    private NodeTable Join(Edition edition, string id)
    {
        var node = Table(edition, id);
        node.Beat(Said(id));
        return node;
    }

    private NodeTable Table(Edition edition, string id)
    {
        var node = NodeTable.Open(Settings(edition), new NodeId(id));
        _open.Insert(0, node);
        return node;
    }

    /// <summary>Where the journal ended when it was in.</summary>
    private static async Task<long> ComeIn(NodeTable node, PostgresJournal journal)
    {
        await Task.Yield();
        node.Beat(Said("n0000000a"));
        return (await journal.Head(Stop)).Position;
    }

    private async Task<long> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_database}");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_database};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
