using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>The way from a node to its database, which can be cut: then nothing arrives any more, and nobody is told.</summary>
internal sealed class Pipe : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _to;
    private readonly Task _accepting;
    private TaskCompletionSource _open = Opened();
    private TaskCompletionSource _answers = Opened();
    private CancellationTokenSource _hang = new();
    private int _left;

    public Pipe(int to)
    {
        _to = to;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Heal() => _open.TrySetResult();

    /// <summary>What a node asks for arrives and is done, and after some answers it never hears of it.</summary>
    public void LoseAnswers(int after)
    {
        _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _left = after;
    }

    /// <summary>Everything that is open breaks, and what is opened from now on is whole.</summary>
    public void Break()
    {
        Interlocked.Exchange(ref _hang, new CancellationTokenSource()).Cancel();
        _answers.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Heal();
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
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

    private async Task Serve(TcpClient node)
    {
        using var near = node;
        using var far = new TcpClient();
        try
        {
            await _open.Task.WaitAsync(_stop.Token);
            await far.ConnectAsync(IPAddress.Loopback, _to, _stop.Token);
            using var hang = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _hang.Token);
            await Task.WhenAny(
                Copy(near, far, () => Task.CompletedTask, hang.Token),
                Copy(far, near, () => Interlocked.Decrement(ref _left) >= 0 ? Task.CompletedTask : _answers.Task, hang.Token));
            // That one side hung up does not arrive either.
            if (!hang.IsCancellationRequested) await _open.Task.WaitAsync(hang.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // One side hung up.
        }
    }

    private async Task Copy(TcpClient from, TcpClient to, Func<Task> passes, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop) is > 0 and var read)
            {
                await _open.Task.WaitAsync(stop);
                await passes().WaitAsync(stop);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop);
            }
        }
        catch (Exception gone) when (
            gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side hung up.
        }
    }
}
