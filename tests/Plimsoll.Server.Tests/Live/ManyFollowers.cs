using System.Net;
using System.Net.Sockets;
using System.Text;
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

    [Fact]
    public async Task Five_hundred_cost_at_most_twenty_kilobytes_each_and_all_hear_the_same()
    {
        const int followers = 500;
        await using var site = await LiveSite.Start(Calm);
        using (Follow(site)) await site.Moves.Move("release/shop/1.0.0");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var sockets = new Socket[followers];
        for (var i = 0; i < followers; i++) sockets[i] = Follow(site);
        await site.Moves.Move("release/shop/1.1.0");
        var buffer = new byte[4096];
        foreach (var socket in sockets) Hear(socket, buffer, "release/shop/1.1.0");
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / followers;

        foreach (var socket in sockets) socket.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes for each follower");
        Assert.InRange(each, 1, 20 * 1024);
    }

    // A bare socket that blocks: what is measured is the server, not a client in the same process.
    private static Socket Follow(LiveSite site)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        socket.Connect(IPAddress.Loopback, site.Address.Port);
        socket.Send(Encoding.ASCII.GetBytes(
            $"GET /events?about=release/shop/*&about=lane/shop/* HTTP/1.1\r\nHost: {site.Address.Authority}\r\n"
            + $"Authorization: Bearer {site.Token}\r\n\r\n"));
        Hear(socket, new byte[4096], "beat");
        return socket;
    }

    private static void Hear(Socket socket, byte[] buffer, string what)
    {
        var heard = "";
        while (!heard.Contains(what, StringComparison.Ordinal))
        {
            var count = socket.Receive(buffer);
            Assert.True(count > 0, heard);
            heard += Encoding.ASCII.GetString(buffer, 0, count);
        }
    }
}
