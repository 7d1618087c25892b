using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>One command, however often it is sent, happens once.</summary>
public abstract class CommandIdContract : JournalContract
{
    [Fact]
    public async Task The_same_command_again_gets_the_first_answer_even_when_the_stream_has_moved_on()
    {
        var entry = SomeEntry.On("lane/a", 0, "1", "2");
        await Journal.Commit(entry);
        await Journal.Commit(SomeEntry.On("lane/a", 2, "3"));
        Assert.Equal(new Appended.Replayed(2, 2), await Append(entry));
        Assert.Equal(3, (await Journal.Facts()).Count);
    }

    [Fact]
    public async Task A_command_id_used_for_something_else_is_refused()
    {
        var entry = SomeEntry.On("lane/a", 0, "1");
        await Journal.Commit(entry);
        Assert.Equal(
            new Appended.Reused(entry.CommandId),
            await Append(SomeEntry.On("lane/b", 0, "1") with { CommandId = entry.CommandId, RequestDigest = "other" }));
        Assert.Single(await Journal.Facts());
    }

    [Fact]
    public async Task The_same_command_sent_many_times_at_once_happens_once()
    {
        var entry = SomeEntry.On("lane/a", 0, "1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Append(entry)));
        Assert.Single(answers.OfType<Appended.Committed>());
        Assert.All(answers.Where(a => a is not Appended.Committed), a => Assert.Equal(new Appended.Replayed(1, 1), a));
        Assert.Single(await Journal.Facts());
    }

    [Fact]
    public async Task A_command_that_changed_nothing_is_remembered_too()
    {
        await Journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        var nothing = SomeEntry.On("lane/a", 1);
        var answer = await Journal.Commit(nothing);
        Assert.Empty(answer.Facts);
        Assert.Equal((1, 1), (answer.Position, answer.Version));
        await Journal.Commit(SomeEntry.On("lane/a", 1, "2"));
        Assert.Equal(new Appended.Replayed(1, 1), await Append(nothing));
    }

    [Fact]
    public async Task One_that_was_answered_before_keeps_none_back_that_is_written_with_it()
    {
        var nothing = SomeEntry.On("lane/a", 0);
        await Journal.Commit(nothing);
        var others = Enumerable.Range(0, 32).Select(n => SomeEntry.On($"lane/b{n}", 0, "1"));
        var answers = await Task.WhenAll(others.Append(nothing).Select(entry => Append(entry)));
        Assert.Equal(new Appended.Replayed(0, 0), answers[^1]);
        Assert.Equal(32, answers.OfType<Appended.Committed>().Count());
        Assert.Equal(32, (await Journal.Facts()).Count);
    }

    [Fact]
    public async Task A_command_that_did_not_hold_may_be_decided_again_under_its_id()
    {
        var entry = SomeEntry.On("lane/a", 7, "1");
        Assert.IsType<Appended.Moved>(await Append(entry));
        Assert.Null(await Journal.Find(entry.CommandId, CancellationToken.None));
        await Journal.Commit(entry with { ExpectedVersion = 0 });
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_its_command_id()
    {
        var entry = SomeEntry.On("lane/a", 0, "1", "2");
        _ = Append(entry);
        await Journal.Commit(SomeEntry.On("lane/b", 0, "after it in the queue"));
        Assert.Equal(
            new Receipt(entry.CommandId, "digest", new StreamName("lane/a"), 2, 2),
            await Journal.Find(entry.CommandId, CancellationToken.None));
        Assert.Null(await Journal.Find("never", CancellationToken.None));
    }
}
