using System.Net;
using System.Net.Sockets;
using System.Text;
using Plimsoll.Server.Live;

namespace Plimsoll.Server.Tests.Live;

[Collection<MeasuredAlone>]
public sealed class WhatFollowersCost
{
    private static readonly Pace Calm = Pace.Usual with { Beat = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task Five_hundred_cost_at_most_twenty_kilobytes_each_and_all_hear_the_same()
    {
        const int followers = 500;
        await using var site = await LiveSite.Start(Calm);
        using (Follow(site)) await site.Moves.Move("release/shop/1.0.0");
        var before = Held();

        var sockets = new Socket[followers];
        for (var i = 0; i < followers; i++) sockets[i] = Follow(site);
        await site.Moves.Move("release/shop/1.1.0");
        var buffer = new byte[4096];
        foreach (var socket in sockets) Hear(socket, buffer, "release/shop/1.1.0");
        var each = (Held() - before) / followers;

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

    /// <summary>Bytes of what is alive; also what waits for its finalizer is let go first.</summary>
    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // Not GC.GetTotalMemory: it counts the 4 MiB in which the next objects are made as used, or does not, by chance.
        var heap = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return heap.HeapSizeBytes - heap.FragmentedBytes;
    }
}
