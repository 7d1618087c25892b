using System.Net.ServerSentEvents;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Live;

namespace Plimsoll.Server.Tests.Live;

public sealed class WhatAFollowerIsTold
{
    private static readonly Pace Fast = new(TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(5), 600);
    private readonly FakeTimeProvider _business = new(new DateTimeOffset(2026, 11, 24, 14, 36, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_streams_it_is_about_and_no_others_each_once_in_order()
    {
        await using var moves = new SomeMoves();
        await moves.Move("release/shop/1.0.0", "release/mail/1.0.0", "release/shop/1.1.0", "release/shop/1.0.0");
        await using var told = Told(moves, 0, "release/shop/*");

        var first = await Next(told, "moved");
        await moves.Move("release/mail/1.1.0", "release/shop/2.0.0");
        var second = await Next(told, "moved");

        Assert.Equal(("release/shop/1.0.0 release/shop/1.1.0", "4"), (first.Data, first.EventId));
        Assert.Equal(("release/shop/2.0.0", "6"), (second.Data, second.EventId));
    }

    [Fact]
    public async Task Nothing_that_moved_before_the_page_was_made()
    {
        await using var moves = new SomeMoves();
        await moves.Move("release/shop/1.0.0", "release/shop/1.1.0");
        await using var told = Told(moves, 1);

        Assert.Equal("release/shop/1.1.0", (await Next(told, "moved")).Data);
    }

    [Fact]
    public async Task To_load_all_again_when_nobody_remembers_that_far_back()
    {
        await using var moves = new SomeMoves(remembered: 4);
        await moves.Move([.. Enumerable.Range(0, 9).Select(n => $"release/shop/1.{n}.0")]);
        await using var old = Told(moves, 4);
        await using var young = Told(moves, 5);

        Assert.Equal("reload", (await Next(old)).EventType);
        Assert.Equal("moved", (await Next(young)).EventType);
    }

    [Fact]
    public async Task To_load_all_again_when_too_much_moved_to_name_it()
    {
        await using var moves = new SomeMoves();
        await moves.Move([.. Enumerable.Range(0, 65).Select(n => $"release/shop/1.{n}.0")]);
        await using var told = Told(moves, 0);
        await using var later = Told(moves, 1);

        Assert.Equal("reload", (await Next(told)).EventType);
        Assert.Equal(64, (await Next(later, "moved")).Data.Split(' ').Length);
    }

    [Fact]
    public async Task To_load_all_again_when_its_position_is_of_another_journal()
    {
        await using var moves = new SomeMoves();
        await moves.Move("release/shop/1.0.0");
        await using var told = Told(moves, 99);

        var first = await Next(told);

        Assert.Equal(("reload", "1"), (first.EventType, first.EventId));
    }

    [Fact]
    public async Task To_load_all_again_when_it_read_too_slowly()
    {
        await using var moves = new SomeMoves(remembered: 8);
        await using var slow = Told(moves, 0);
        Assert.Equal("beat", (await Next(slow)).EventType);

        await moves.Move([.. Enumerable.Range(0, 30).Select(n => $"release/shop/1.{n}.0")]);
        var late = await Next(slow);
        await moves.Move("release/shop/2.0.0");
        var next = await Next(slow, "moved");

        Assert.Equal(("reload", "30"), (late.EventType, late.EventId));
        Assert.Equal(("release/shop/2.0.0", "31"), (next.Data, next.EventId));
    }

    [Fact]
    public async Task Business_time_at_every_beat_also_when_nothing_moves()
    {
        await using var moves = new SomeMoves();
        await using var told = Told(moves, 0, pace: Fast with { Beat = TimeSpan.FromMilliseconds(20) });

        var first = await Next(told);
        _business.Advance(TimeSpan.FromMinutes(31));
        var second = await Next(told);

        Assert.Equal(("beat", "beat"), (first.EventType, second.EventType));
        Assert.Equal(TimeSpan.FromMinutes(31).TotalMilliseconds, long.Parse(second.Data) - long.Parse(first.Data));
    }

    [Fact]
    public async Task Nothing_any_more_once_its_session_has_ended()
    {
        await using var moves = new SomeMoves();
        var letIn = true;
        var pace = Fast with { Beat = TimeSpan.FromMilliseconds(20) };
        var follower = new Follower(moves.Feed, _business, pace, new About([]));
        await using var told = follower.Events(0, () => letIn, CancellationToken.None).GetAsyncEnumerator();
        Assert.Equal("beat", (await Next(told)).EventType);

        letIn = false;

        Assert.False(await told.MoveNextAsync());
    }

    [Theory]
    [InlineData("lane/shop/*", "lane/shop/production", true)]
    [InlineData("lane/shop/*", "lane/shopping/production", false)]
    [InlineData("lane/shop/production", "lane/shop/production", true)]
    [InlineData("lane/shop", "lane/shop/production", false)]
    public void A_name_covers_one_stream_or_all_that_begin_like_it(string name, string stream, bool covered) =>
        Assert.Equal(covered, new About([name]).Covers(new Plimsoll.Core.Kernel.StreamName(stream)));

    private IAsyncEnumerator<SseItem<string>> Told(
        SomeMoves moves, long after, string about = "*", Pace? pace = null) =>
        new Follower(moves.Feed, _business, pace ?? Fast, new About([about]))
            .Events(after, () => true, TestContext.Current.CancellationToken).GetAsyncEnumerator();

    private static async Task<SseItem<string>> Next(IAsyncEnumerator<SseItem<string>> told, string? name = null)
    {
        do
        {
            Assert.True(await told.MoveNextAsync());
        }
        while (name is not null && told.Current.EventType != name);
        return told.Current;
    }
}
