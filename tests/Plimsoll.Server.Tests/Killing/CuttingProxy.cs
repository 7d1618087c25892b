using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>
/// Stands between a server and its mail server and cuts some connections: at a random byte, or just before the words
/// that a mail was kept arrive.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    // A session of one short mail is about this long, both ways together.
    private const int Session = 800;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _random;
    private readonly int _mailPort;
    private readonly Task _accepting;
    private int _connections, _cut, _cutWhenKept;

    public CuttingProxy(int mailPort, int seed)
    {
        (_mailPort, _random) = (mailPort, new Random(seed));
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many of a hundred connections are cut.</summary>
    public int Percent { get; set; }

    public override string ToString() =>
        $"{_connections} connections, {_cut} cut, {_cutWhenKept} of them after the mail was kept";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
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

    private async Task Serve(TcpClient server)
    {
        using var near = server;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _mailPort, _stop.Token);
            var cut = Draw();
            await Task.WhenAny(Copy(near, far, cut), Copy(far, near, cut));
            if (cut.IsDone) near.Client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // One side hung up.
        }
    }

    private Cut Draw()
    {
        Interlocked.Increment(ref _connections);
        lock (_random)
            return _random.Next(100) >= Percent ? new Cut(int.MaxValue, whenKept: false)
                : _random.Next(3) == 0 ? new Cut(int.MaxValue, whenKept: true)
                : new Cut(_random.Next(Session), whenKept: false);
    }

    private async Task Copy(TcpClient from, TcpClient to, Cut cut)
    {
        var buffer = new byte[512];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var read)
            {
                if (Falls(cut, buffer.AsSpan(0, read))) return;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception gone) when (
            gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side hung up.
        }
    }

    private bool Falls(Cut cut, ReadOnlySpan<byte> bytes)
    {
        var kept = cut.WhenKept && bytes.IndexOf("kept as"u8) >= 0;
        if (!kept && Interlocked.Add(ref cut.Left, -bytes.Length) > 0) return false;
        cut.IsDone = true;
        Interlocked.Increment(ref _cut);
        if (kept) Interlocked.Increment(ref _cutWhenKept);
        return true;
    }

    /// <summary>When one connection ends early.</summary>
    private sealed class Cut(int left, bool whenKept)
    {
        public int Left = left;

        public bool WhenKept { get; } = whenKept;

        public bool IsDone { get; set; }
    }
}
