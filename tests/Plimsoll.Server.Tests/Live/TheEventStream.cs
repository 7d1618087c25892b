using System.Net;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Live;

/// <summary>Over HTTP, from the whole server.</summary>
public sealed class TheEventStream
{
    [Fact]
    public async Task Says_what_moved_goes_on_after_the_last_id_and_survives_the_server()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        string last;
        using (var listener = await Listener.At(house.Address, house.Token, "/events?about=release/shop/*"))
        {
            Assert.Equal("text/event-stream", listener.Answer.Content.Headers.ContentType?.MediaType);
            await listener.Next("beat");
            await house.Create("shop", "1.1.0");
            var moved = await listener.Next("moved");
            Assert.Equal("release/shop/1.1.0", moved.Data);
            last = moved.EventId!;
            await house.Do("Eli", "releases/shop/1.1.0/add-criterion", new { text = "A basket opens." });
            Assert.True(long.Parse((await listener.Next("moved")).EventId!) > long.Parse(last));
            await house.Stop();
            await listener.Ends();
        }

        await house.Start();
        using var again = await Listener.At(house.Address, house.Token, "/events?about=release/*", last);
        Assert.Equal("release/shop/1.1.0", (await again.Next("moved")).Data);
    }

    [Fact]
    public async Task Is_for_who_is_let_in_and_about_a_bounded_number_of_streams()
    {
        await using var house = await LiveHouse.Open();
        using var stranger = new HttpClient { BaseAddress = house.Address };
        var greedy = string.Join('&', Enumerable.Range(0, 33).Select(n => $"about=lane/{n}"));

        using var tooMuch = await Listener.At(house.Address, house.Token, $"/events?{greedy}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/events")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMuch.Answer.StatusCode);
    }

    [Fact]
    public async Task Tells_the_lines_of_a_log_each_once_and_says_when_no_more_will_come()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Prepare("shop", "1.1.0");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        const string run = "shop-1.1.0-1-production";
        await house.Until(run, "running", "verifying", "succeeded");

        var (live, last) = await Lines(house, run, "");
        await house.Until(run, "succeeded");
        var (whole, _) = await Lines(house, run, "");
        var (rest, _) = await Lines(house, run, last);
        var (one, _) = await Lines(house, run, "", "web-2");

        Assert.Contains(whole, l => l[2].Contains("release 1.1.0 is here", StringComparison.Ordinal));
        Assert.Equal(whole.Select(l => string.Join('|', l)).Order(), live.Select(l => string.Join('|', l)).Order());
        Assert.Empty(rest);
        Assert.Equal(whole.Where(l => l[1] == "web-2").Select(l => l[2]), one.Select(l => l[2]));
        Assert.All(one, l => Assert.Equal("web-2", l[1]));
    }

    private static async Task<(List<string[]> Lines, string Last)> Lines(
        LiveHouse house, string run, string last, string target = "")
    {
        using var listener = await Listener.At(
            house.Address, house.Token, $"/deployments/{run}/lines?target={target}", last);
        return await listener.Lines();
    }
}
