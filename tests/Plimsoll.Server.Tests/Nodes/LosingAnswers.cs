using Npgsql;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A server takes what can be taken once, and the database's answer that it is taken never arrives.</summary>
public sealed class LosingAnswers(Postgres postgres) : IAsyncLifetime
{
    private const string Account = "p-ada";
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);
    private readonly List<(DataFolder Folder, PostgresJournal Journal)> _servers = [];
    private Pipe _pipe = null!;
    private PostgresJournal _taking = null!;
    private PostgresJournal _looking = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await postgres.NewDatabase();
        _pipe = new Pipe(database.Port);
        _looking = Open(database);
        _taking = Open(new NpgsqlConnectionStringBuilder(database.ToString()) { Port = _pipe.Port });
        await _taking.Try(Stop);
    }

    [Fact]
    public async Task Pages_that_were_claimed_then_leave_at_once_and_at_their_first_try()
    {
        var now = SomeEntry.Noon;
        await Bring("1", "2", "3");

        // The head is locked, the rows are claimed; the answer to the third exchange, the commit, is lost.
        var claim = await Lost(
            () => new Outbox(_taking).Claim(OutboxLine.Pages, now, Hold, 2, Stop), answers: 2,
            async () => (await new Outbox(_looking).Find("1", Stop))?.State == OutboxState.Sending);

        Assert.Equal([("1", 1), ("2", 1)], claim.Select(item => (item.Row.Key, item.Tries)));
        var left = await new Outbox(_looking).Claim(OutboxLine.Pages, now, Hold, 9, Stop);
        Assert.Equal("3", Assert.Single(left).Row.Key);
    }

    [Fact]
    public async Task Pages_whose_claim_was_taken_back_with_another_write_are_claimed_once()
    {
        using var queued = new ManualResetEventSlim();
        await Bring("1");

        // What stands behind it in the queue becomes one transaction, and its last write throws all of it away.
        var first = _taking.Change(_ => queued.Wait(Hold, Stop), Stop);
        var claim = new Outbox(_taking).Claim(OutboxLine.Pages, SomeEntry.Noon, Hold, 2, Stop);
        var last = _taking.Change<bool>(_ => throw new InvalidOperationException(), Stop);
        queued.Set();

        await Assert.ThrowsAsync<InvalidOperationException>(() => last);
        Assert.Equal((true, 1), (await first, Assert.Single(await claim).Tries));
    }

    [Fact]
    public async Task A_recovery_code_lets_in_and_never_again()
    {
        var (taking, looking) = (new AccountTable(_taking), new AccountTable(_looking));
        var account = new StoredAccount(Account, "ada@example.test", "hash");
        await looking.Save(account, ["code", "next"], SomeEntry.Noon, Stop);

        Assert.True(await Lost(
            () => taking.TakeRecovery(Account, "code", Stop), answers: 3,
            async () => await looking.RecoveryLeft(Account, Stop) == 1));

        Assert.False(await looking.TakeRecovery(Account, "code", Stop));
        Assert.False(await looking.TakeRecovery("", "code", Stop));
        Assert.True(await looking.TakeRecovery(Account, "next", Stop));
    }

    [Fact]
    public async Task An_invitation_is_taken_and_never_again()
    {
        var (taking, looking) = (new AccountTable(_taking), new AccountTable(_looking));
        await looking.Invite("link", Account, SomeEntry.Noon.AddDays(7), Stop);

        Assert.True(await Lost(
            () => taking.TakeInvitation("link", Account, Stop), answers: 3,
            async () => await looking.Invited("link", SomeEntry.Noon, Stop) != Account));

        Assert.False(await looking.TakeInvitation("link", Account, Stop));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (folder, journal) in _servers)
        {
            await journal.DisposeAsync();
            folder.Dispose();
        }

        await _pipe.DisposeAsync();
    }

    private Task Bring(params string[] pages) => _looking.MoveCheckpoint(
        "reactor", 1, [.. pages.Select(key => SomeEntry.Row(key) with { Channel = "page-mail" })], Stop);

    /// <summary>Does it, and lets its connection break when it is done and whoever asked does not know.</summary>
    private async Task<T> Lost<T>(Func<Task<T>> ask, int answers, Func<Task<bool>> isDone)
    {
        _pipe.LoseAnswers(after: answers);
        var asked = ask();
        await Bench.Until(isDone, done => done);
        Assert.False(asked.IsCompleted);
        _pipe.Break();
        return await asked;
    }

    private PostgresJournal Open(NpgsqlConnectionStringBuilder database)
    {
        var folder = new DataFolder();
        var journal = PostgresJournal.Open(new PostgresSettings(folder.Path, database));
        _servers.Add((folder, journal));
        return journal;
    }
}
