using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>What every store of the journal must do; the other files named Contract go on with it.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    protected IJournal Journal { get; private set; } = null!;

    /// <summary>Opens the same store, again after it was disposed.</summary>
    protected abstract Task<IJournal> Open();

    public async ValueTask InitializeAsync() => Journal = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Journal.DisposeAsync();
    }

    protected async Task Reopen()
    {
        await Journal.DisposeAsync();
        Journal = await Open();
    }

    protected Task<Appended> Append(Entry entry) => Journal.Append(entry, CancellationToken.None);

    [Fact]
    public async Task Sixty_four_writers_leave_one_order_without_a_gap()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            var own = new List<Appended.Committed>();
            for (var i = 0; i < 10; i++) own.Add(await Journal.Commit(SomeEntry.On($"lane/{writer}", i, $"{i}")));
            return own;
        }));

        var facts = await Journal.Facts();
        Assert.Equal(Enumerable.Range(1, 640).Select(n => (long)n), facts.Select(f => f.Position));
        Assert.All(answers, own => Assert.Equal(own.Select(a => a.Position).Order(), own.Select(a => a.Position)));
        Assert.Equal(answers.SelectMany(own => own).Select(a => a.Position).Order(), facts.Select(f => f.Position));
        Assert.All(
            facts.GroupBy(f => f.Stream), s => Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], s.Select(f => f.Version)));
        Assert.True((await Journal.Verify(CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task What_is_read_is_what_was_answered()
    {
        var entry = SomeEntry.On("lane/a", 0, "{\"é\":1}", "", "{}");
        var answer = await Journal.Commit(entry);
        await Journal.Commit(SomeEntry.On("lane/b", 0, "{}"));

        var read = await Journal.Facts();
        Assert.Equal(3, answer.Facts.Count);
        Assert.Equal((3, 3), (answer.Position, answer.Version));
        Assert.Equal(entry.Facts.Select(f => f.Body), read.Take(3).Select(f => f.Body!));
        Assert.Equal(answer.Facts.Select(f => f.Hash), read.Take(3).Select(f => f.Hash));
        Assert.All(
            read.Take(3), f => Assert.Equal(("ada", entry.CommandId, SomeEntry.Noon), (f.Actor, f.CommandId, f.At)));
        Assert.Equal([4], (await Journal.Facts(after: 3)).Select(f => f.Position));
        Assert.Equal(read[3].Hash, (await Journal.Head(CancellationToken.None)).Hash);
    }

    [Fact]
    public async Task A_stream_that_has_moved_on_is_not_written()
    {
        await Journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        var late = await Append(SomeEntry.On("lane/a", 0, "late"));
        Assert.Equal(new Appended.Moved(new StreamName("lane/a"), 0, 1), late);
        Assert.Single(await Journal.Facts());
    }

    [Fact]
    public async Task Of_many_who_decided_on_the_same_version_one_writes()
    {
        var all = Enumerable.Range(0, 48).Select(n => Append(SomeEntry.On("lane/a", 0, $"{n}")));
        var answers = await Task.WhenAll(all);
        Assert.Single(answers.OfType<Appended.Committed>());
        Assert.All(answers.OfType<Appended.Moved>(), moved => Assert.Equal((0, 1), (moved.Expected, moved.Actual)));
        Assert.Equal(47, answers.OfType<Appended.Moved>().Count());
    }

    [Fact]
    public async Task A_reading_that_has_moved_on_refuses_the_entry()
    {
        await Journal.Commit(SomeEntry.On("release/a", 0, "1", "2"));
        Assert.Equal(
            new Appended.Moved(new StreamName("release/a"), 1, 2),
            await Append(SomeEntry.On("lane/a", 0, "start").Having("release/a", 1)));
        await Journal.Commit(SomeEntry.On("lane/a", 0, "start").Having("release/a", 2).Having("calendar/never", 0));
    }

    [Fact]
    public async Task No_start_is_written_on_a_release_withdrawn_while_it_was_checked()
    {
        const int rounds = 200;
        await Task.WhenAll(Enumerable.Range(0, rounds).Select(async n =>
        {
            var start = Append(SomeEntry.On($"lane/{n}", 0, "start").Having($"release/{n}", 0));
            var withdraw = Append(SomeEntry.On($"release/{n}", 0, "withdrawn"));
            if (n % 2 == 0) (start, withdraw) = (withdraw, start);
            await Task.WhenAll(start, withdraw);
        }));

        var facts = await Journal.Facts();
        var withdrawn = facts.Where(f => f.Stream.Kind == "release").ToDictionary(f => f.Stream.Key, f => f.Position);
        Assert.Equal(rounds, withdrawn.Count);
        var starts = facts.Where(f => f.Stream.Kind == "lane");
        Assert.All(starts, f => Assert.True(f.Position < withdrawn[f.Stream.Key]));
    }

    [Fact]
    public async Task Time_never_goes_back_within_a_stream()
    {
        await Journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        var earlier = SomeEntry.Noon.AddMinutes(-5);
        var same = await Journal.Commit(SomeEntry.On("lane/a", 1, "2") with { At = earlier });
        var other = await Journal.Commit(
            SomeEntry.On("lane/b", 0, "1") with { At = earlier.ToOffset(TimeSpan.FromHours(2)) });
        Assert.Equal(SomeEntry.Noon, Assert.Single(same.Facts).At);
        Assert.Equal((earlier, TimeSpan.Zero), (other.Facts[0].At, other.Facts[0].At.Offset));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_when_it_is_opened_again()
    {
        var entry = SomeEntry.On("lane/a", 0, "1");
        var answer = await Journal.Commit(entry);
        await Reopen();
        Assert.Equal(answer.Facts[0].Hash, Assert.Single(await Journal.Facts()).Hash);
        Assert.Equal(2, (await Journal.Commit(SomeEntry.On("lane/a", 1, "2"))).Position);
        Assert.Equal(new Appended.Replayed(1, 1), await Append(entry));
    }

    [Fact]
    public async Task Text_that_would_not_come_back_as_it_went_is_not_taken()
    {
        var good = SomeEntry.On("lane/a", 0, "1");
        string[] texts = ["", "with\0nul", "half a pair \ud83d", new('x', 513)];
        var bad = texts.SelectMany(text => new[]
        {
            good with { Actor = text },
            good with { CommandId = text },
            good with { Stream = new StreamName(text) },
            good with { Facts = [SomeEntry.Fact("1", name: text)] },
        });
        foreach (var entry in bad) await Assert.ThrowsAsync<ArgumentException>(() => Append(entry));
        await Journal.Commit(good);
    }
}
