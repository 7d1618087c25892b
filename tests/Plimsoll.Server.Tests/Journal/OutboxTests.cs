using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Messages on their way out.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = SomeEntry.Noon;
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);
    private readonly DataFolder _folder = new();
    private SqliteJournal _journal = null!;

    private Outbox Outbox => new(_journal);

    public ValueTask InitializeAsync()
    {
        _journal = _folder.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    private Task Bring(params string[] keys) => _journal.MoveCheckpoint(
        "reactor", 1, [.. keys.Select(SomeEntry.Row)], CancellationToken.None);

    private async Task<List<string>> Claim(DateTimeOffset now, int limit = 10) =>
        [.. (await Outbox.Claim(OutboxLine.Others, now, Hold, limit, CancellationToken.None)).Select(item => item.Row.Key).Order()];

    private async Task<OutboxItem> Find(string key) =>
        await Outbox.Find(key, CancellationToken.None) ?? throw new InvalidOperationException(key);

    [Fact]
    public async Task A_new_message_is_due_at_once_and_comes_as_it_was_given()
    {
        await Bring("1/announce/");
        var item = Assert.Single(await Outbox.Claim(OutboxLine.Others, Now, Hold, 10, CancellationToken.None));
        Assert.Equivalent(SomeEntry.Row("1/announce/"), item.Row);
        Assert.Equal((OutboxState.Sending, 1), (item.State, item.Tries));
    }

    [Fact]
    public async Task Forgetting_an_address_leaves_longer_ones_and_the_mail_of_others()
    {
        await _journal.MoveCheckpoint("reactor", 1,
        [
            SomeEntry.Row("a/lee@x.org") with { To = ["Lee@x.org"] },
            SomeEntry.Row("b") with { To = ["lee@x.org", "ashlee@x.org"], Text = "lee@x.org, ashlee@x.org." },
            SomeEntry.Row("c") with { To = ["ashlee@x.org"] },
        ], CancellationToken.None);

        await _journal.Change(
            tables => { tables.Outbox.Forget("lee@x.org", "p-1"); return true; }, CancellationToken.None);

        var (alone, shared, other) = (await Find("a/p-1"), await Find("b"), await Find("c"));
        Assert.Equal((OutboxState.Withdrawn, "p-1"), (alone.State, Assert.Single(alone.Row.To)));
        Assert.Equal((OutboxState.Waiting, "ashlee@x.org"), (shared.State, Assert.Single(shared.Row.To)));
        Assert.Equal("p-1, ashlee@x.org.", shared.Row.Text);
        Assert.Equal((OutboxState.Waiting, "ashlee@x.org"), (other.State, Assert.Single(other.Row.To)));
    }

    [Fact]
    public async Task An_address_with_umlauts_is_forgotten_however_its_case_was_written()
    {
        await _journal.MoveCheckpoint("reactor", 1,
        [
            SomeEntry.Row("a") with { To = ["JÖRG@x.org"] },
            SomeEntry.Row("b") with { To = ["lee@x.org"], Text = "Ask JÖRG@x.org." },
        ], CancellationToken.None);

        await _journal.Change(
            tables => { tables.Outbox.Forget("jörg@x.org", "p-1"); return true; }, CancellationToken.None);

        var (to, told) = (await Find("a"), await Find("b"));
        Assert.Equal((OutboxState.Withdrawn, "p-1"), (to.State, Assert.Single(to.Row.To)));
        Assert.Equal("Ask p-1.", told.Row.Text);
    }

    [Fact]
    public async Task What_is_claimed_is_not_claimed_again_until_its_holder_must_be_gone()
    {
        await Bring("a", "b", "c");
        Assert.Equal(["a", "b"], await Claim(Now, limit: 2));
        Assert.Equal(["c"], await Claim(Now));
        Assert.Empty(await Claim(Now + Hold - TimeSpan.FromTicks(1)));
        Assert.Equal(["a", "b", "c"], await Claim(Now + Hold));
        Assert.Equal(2, (await Find("a")).Tries);
    }

    [Fact]
    public async Task What_a_server_before_was_sending_is_due_at_once_and_what_failed_is_not()
    {
        await Bring("a", "b", "c");
        await Claim(Now);
        await Outbox.MarkFailed("b", "busy", Now + Hold, CancellationToken.None);
        await Outbox.MarkSent("c", Now, CancellationToken.None);

        await Outbox.TakeOver(CancellationToken.None);

        Assert.Equal(["a"], await Claim(Now));
        Assert.Equal(OutboxState.Sent, (await Find("c")).State);
    }

    [Fact]
    public async Task What_was_sent_is_never_claimed_or_sent_again()
    {
        await Bring("a");
        await Claim(Now);
        await Outbox.MarkSent("a", Now, CancellationToken.None);
        await Outbox.MarkFailed("a", "a late answer of the first try", Now, CancellationToken.None);
        Assert.Equal((OutboxState.Sent, Now), ((await Find("a")).State, (await Find("a")).SentAt));
        Assert.False(await Outbox.Retry("a", CancellationToken.None));
        Assert.Empty(await Claim(Now.AddYears(1)));
    }

    [Fact]
    public async Task What_is_being_sent_is_not_sent_a_second_time_because_somebody_asks_for_it()
    {
        await Bring("a");
        await Claim(Now);

        Assert.True(await Outbox.Retry("a", CancellationToken.None));

        Assert.Equal(OutboxState.Sending, (await Find("a")).State);
        Assert.Empty(await Claim(Now));
    }

    [Fact]
    public async Task What_was_taken_out_while_it_was_sent_does_not_leave_later_and_did_leave_where_it_had()
    {
        await Bring("a", "b");
        await Claim(Now);
        foreach (var number in (int[])[1, 2])
            await _journal.Change(tables => { tables.Outbox.Redact(number); return true; }, CancellationToken.None);

        await Outbox.MarkFailed("a", "451 try later", Now, CancellationToken.None);
        await Outbox.MarkSent("b", Now, CancellationToken.None);

        Assert.False(await Outbox.Retry("a", CancellationToken.None));
        Assert.Empty(await Claim(Now.AddYears(1)));
        Assert.Equal((OutboxState.Withdrawn, OutboxState.Sent), ((await Find("a")).State, (await Find("b")).State));
    }

    [Fact]
    public async Task A_failed_message_is_due_at_its_next_try_and_shows_why()
    {
        await Bring("a");
        await Claim(Now);
        await Outbox.MarkFailed("a", "451 try later", Now.AddMinutes(1), CancellationToken.None);
        Assert.Equal((OutboxState.Failed, "451 try later"), ((await Find("a")).State, (await Find("a")).LastError));
        Assert.Empty(await Claim(Now.AddSeconds(59)));
        Assert.Equal(["a"], await Claim(Now.AddMinutes(1)));
    }

    [Fact]
    public async Task Without_a_mail_server_it_stays_and_says_so_until_someone_retries_it()
    {
        await Bring("a", "b");
        await Claim(Now);
        await Outbox.MarkNotSent("a", Outbox.NoMailServer, CancellationToken.None);
        await Outbox.GiveUp("b", "550 no such mailbox", CancellationToken.None);
        Assert.Empty(await Claim(Now.AddYears(1)));
        Assert.Equal(
            [
                (OutboxState.GivenUp, "550 no such mailbox"),
                (OutboxState.NotSent, "not sent: no mail server configured"),
            ],
            (await Outbox.List(10, CancellationToken.None)).Select(item => (item.State, item.LastError!)));
        Assert.True(await Outbox.Retry("a", CancellationToken.None));
        Assert.Equal(["a"], await Claim(Now));
        Assert.False(await Outbox.Retry("never", CancellationToken.None));
    }

    [Fact]
    public async Task People_are_kept_beside_the_journal_and_can_be_forgotten()
    {
        var people = new People(_journal);
        await people.Save(new Person("p1", "Ada", "ada@example.org"), CancellationToken.None);
        await people.Save(new Person("p1", "Ada L.", null), CancellationToken.None);
        await people.Save(new Person("p2", "Bob", null), CancellationToken.None);
        Assert.Equal(new Person("p1", "Ada L.", null), await people.Find("p1", CancellationToken.None));
        await people.Forget("p1", CancellationToken.None);
        Assert.Null(await people.Find("p1", CancellationToken.None));
        Assert.Equal([new Person("p2", "Bob", null)], await people.All(CancellationToken.None));
    }

    [Fact]
    public async Task A_file_from_before_there_were_invitations_opens_and_takes_one()
    {
        await Bring("old");
        await _journal.DisposeAsync();
        _folder.Run("ALTER TABLE outbox DROP COLUMN calendar");

        _journal = _folder.Open();
        var invitation = SomeEntry.Row("new") with { Calendar = "BEGIN:VCALENDAR" };
        await _journal.MoveCheckpoint("reactor", 2, [invitation], CancellationToken.None);

        Assert.Equal(["new", "old"], await Claim(Now));
        Assert.Equal("", (await Find("old")).Row.Calendar);
        Assert.Equal("BEGIN:VCALENDAR", (await Find("new")).Row.Calendar);
    }

    [Fact]
    public async Task Pages_and_other_messages_stand_in_lines_of_their_own()
    {
        await _journal.MoveCheckpoint(
            "reactor", 1, [SomeEntry.Row("mail"), SomeEntry.Row("page") with { Channel = "page-mail" }], CancellationToken.None);

        Assert.Equal(["mail"], await Claim(Now));
        Assert.Equal("page", Assert.Single(await Outbox.Claim(OutboxLine.Pages, Now, Hold, 10, CancellationToken.None)).Row.Key);
    }

    [Fact]
    public async Task Who_waits_for_messages_hears_of_one_that_is_due_again()
    {
        await Bring("a");
        var outbox = Outbox;
        var rung = outbox.Rung;
        Assert.False(rung.IsCompleted);

        await outbox.Retry("a", CancellationToken.None);

        Assert.True(rung.IsCompleted);
        Assert.False(outbox.Rung.IsCompleted);
    }

    [Fact]
    public async Task What_is_not_needed_any_more_is_not_claimed_again()
    {
        await Bring("a");
        await Claim(Now);

        await Outbox.Withdraw("a", "somebody has it", CancellationToken.None);

        Assert.Empty(await Claim(Now + Hold + Hold));
        Assert.Equal((OutboxState.Withdrawn, "somebody has it"), ((await Find("a")).State, (await Find("a")).LastError));
    }
}
