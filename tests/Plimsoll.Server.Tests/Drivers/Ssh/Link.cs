using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>The way to a host: as fast as it is told to be, and cut when it is told to.</summary>
internal sealed class Link : IAsyncDisposable
{
    private const int PiecesPerSecond = 20;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly int _host;
    private readonly Task _accepting;
    private int _opened;

    public Link(int host)
    {
        _host = host;
        // A slow link keeps little on its way.
        _listener.Server.ReceiveBufferSize = 64 * 1024;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes a second, each way of each connection; 0: as fast as it goes.</summary>
    public int Rate { get; set; }

    /// <summary>How many connections were opened.</summary>
    public int Opened => Volatile.Read(ref _opened);

    public void Cut()
    {
        foreach (var end in _open.Keys)
        {
            try
            {
                end.LingerState = new LingerOption(true, 0);
                end.Dispose();
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException or NullReferenceException)
            {
                // It hung up by itself.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient near)
    {
        Interlocked.Increment(ref _opened);
        using var far = new TcpClient();
        _open[near] = _open[far] = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _host, _stop.Token);
            await Task.WhenAny(Copy(near, far), Copy(far, near));
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The host is not there.
        }
        near.Dispose();
        _open.TryRemove(near, out _);
        _open.TryRemove(far, out _);
    }

    private async Task Copy(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var most = Rate == 0 ? buffer.Length : Math.Clamp(Rate / PiecesPerSecond, 1, buffer.Length);
                var read = await from.GetStream().ReadAsync(buffer.AsMemory(0, most), _stop.Token);
                if (read == 0) return;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                if (Rate > 0) await Task.Delay(TimeSpan.FromSeconds((double)read / Rate), _stop.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // One side hung up.
        }
    }
}
