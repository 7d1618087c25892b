using System.Net;
using System.Net.Sockets;

namespace Mailsink;

/// <summary>Takes SMTP connections on loopback.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private const int MaxSessions = 50;
    private readonly TcpListener _listener;
    private readonly MailFolder _mails;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(MaxSessions);
    private readonly Task _accepting;

    private SmtpListener(TcpListener listener, MailFolder mails)
    {
        (_listener, _mails) = (listener, mails);
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static SmtpListener Start(int port, MailFolder mails)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new SmtpListener(listener, mails);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        // Sessions that are still open return their place as they end.
        for (var session = 0; session < MaxSessions; session++) await _room.WaitAsync();
        _room.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                await _room.WaitAsync(_stop.Token);
                _ = Serve();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task Serve()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            await new SmtpSession(stream, _mails).Run(_stop.Token);
        }
        catch (Exception gone) when (
            gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side hung up, or the sink stops.
        }
        finally
        {
            _room.Release();
        }
    }
}
