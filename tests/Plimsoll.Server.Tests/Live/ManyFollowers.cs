using System.Net;
using Plimsoll.Server.Live;

namespace Plimsoll.Server.Tests.Live;

public sealed class ManyFollowers
{
    private static readonly Pace Calm = Pace.Usual with { Beat = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task Who_finds_no_seat_is_told_when_to_ask_again_and_a_seat_left_is_free()
    {
        await using var site = await LiveSite.Start(Calm with { Seats = 2, Beat = TimeSpan.FromMilliseconds(20) });
        using var first = await site.Listen();
        var second = await site.Listen();
        using var third = await site.Listen();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.Answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), third.Answer.Headers.RetryAfter?.Delta);
        Assert.Equal(2, site.Seats.Taken);

        second.Dispose();
        while (site.Seats.Taken > 1) await Task.Delay(10, TestContext.Current.CancellationToken);
        using var fourth = await site.Listen();
        await fourth.Next("beat");
    }

    [Fact]
    public async Task An_id_that_is_too_old_to_know_means_load_again()
    {
        await using var site = await LiveSite.Start(Calm);
        await site.Moves.Move("release/shop/1.0.0");
        using var known = await site.Listen("?after=0");
        using var unknown = await site.Listen("?after=0", lastId: "77");

        Assert.Equal("release/shop/1.0.0", (await known.Next("moved")).Data);
        Assert.Equal("1", (await unknown.Next("reload")).EventId);
    }
}
