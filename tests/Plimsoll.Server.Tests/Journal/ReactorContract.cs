using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>A reactor's place and what it sends move together.</summary>
public abstract class ReactorContract : RedactionContract
{
    /// <summary>The keys in the outbox, in the order they came.</summary>
    private async Task<IReadOnlyList<string>> OutboxKeys() => [..
        (await new Outbox((SqlJournal)Journal).List(100, CancellationToken.None)).Reverse().Select(item => item.Row.Key)];

    private Task Move(long position, params string[] keys) => Journal.MoveCheckpoint(
        "reactor", position, [.. keys.Select(SomeEntry.Row)], CancellationToken.None);

    [Fact]
    public async Task A_reactor_that_never_moved_is_at_zero() =>
        Assert.Equal(0, await Journal.Checkpoint("reactor", CancellationToken.None));

    [Fact]
    public async Task A_message_of_a_reaction_that_runs_again_is_there_once()
    {
        await Move(3, "3/announce/a", "3/announce/b");
        await Move(3, "3/announce/a", "3/announce/b");
        await Move(4, "3/announce/b", "4/announce/");
        Assert.Equal(["3/announce/a", "3/announce/b", "4/announce/"], await OutboxKeys());
        Assert.Equal(4, await Journal.Checkpoint("reactor", CancellationToken.None));
    }

    [Fact]
    public async Task A_checkpoint_never_moves_back_and_each_reactor_has_its_own()
    {
        await Move(5);
        await Move(2);
        await Journal.MoveCheckpoint("other", 1, [], CancellationToken.None);
        await Reopen();
        Assert.Equal(5, await Journal.Checkpoint("reactor", CancellationToken.None));
        Assert.Equal(1, await Journal.Checkpoint("other", CancellationToken.None));
    }

    [Fact]
    public async Task A_fenced_owner_writes_nothing()
    {
        var first = await Journal.Claim("lane/a", "node-1", CancellationToken.None);
        await Journal.Commit(SomeEntry.On("lane/a", 0, "1") with { Lease = first });
        var second = await Journal.Claim("lane/a", "node-2", CancellationToken.None);

        Assert.Equal(
            new Appended.Fenced("lane/a", second.Token),
            await Append(SomeEntry.On("lane/a", 1, "2") with { Lease = first }));
        Assert.IsType<Appended.Fenced>(
            await Append(SomeEntry.On("lane/a", 1, "2") with { Lease = new Lease("lane/b", "node-1", 1) }));
        Assert.True(second.Token > first.Token);
        await Journal.Commit(SomeEntry.On("lane/a", 1, "2") with { Lease = second });
    }

    [Fact]
    public async Task A_message_with_what_no_database_takes_as_text_is_stored_and_keeps_none_back()
    {
        await Journal.MoveCheckpoint("reactor", 1, [SomeEntry.Row("a") with { Text = "one\0two", Title = "half \ud83d" }], CancellationToken.None);
        var stored = Assert.Single(await new Outbox((SqlJournal)Journal).List(1, CancellationToken.None));
        Assert.Equal(("one\uFFFDtwo", "half \uFFFD"), (stored.Row.Text, stored.Row.Title));
    }
}
