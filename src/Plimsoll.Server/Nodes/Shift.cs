using System.Threading.Channels;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Begins the work of the house on this node when it has taken the ownership, and ends it when that is gone.</summary>
/// <remarks>
/// Taking over is what a start after a crash is: everything is in the journal or at its target, and the same code goes on from
/// there.
/// </remarks>
internal sealed class Shift(Heartbeat heartbeat, BackgroundWork work, Feed feed, Standby standby, ILogger<Shift> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Channel<Lease?> _changes = Channel.CreateUnbounded<Lease?>();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        heartbeat.Changed += lease => _changes.Writer.TryWrite(lease);
        _loop = Loop();
        heartbeat.Start();
        return Task.CompletedTask;
    }

    /// <summary>Hands over: the work ends here before the ownership is given back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        _changes.Writer.TryComplete();
        await _loop;
        await work.End(cancellationToken);
        heartbeat.GiveBack();
    }

    public void Dispose() => _stop.Dispose();

    private async Task Loop()
    {
        try
        {
            await foreach (var lease in _changes.Reader.ReadAllAsync(_stop.Token))
            {
                if (!await End()) return;
                if (lease is not null && standby.From is null) await Begin(lease);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task<bool> End()
    {
        using var patience = new CancellationTokenSource(Patience);
        if (await work.End(patience.Token)) return true;
        // It is fenced, and writes nothing. A second run of the same work beside it would be one too many.
        heartbeat.StandDown("Work that lost its ownership does not end here: restart this server.");
        log.LogCritical("Work that lost its ownership did not end within {Seconds} s; this node takes no more of it until it is "
            + "restarted. Other nodes do it.", Patience.TotalSeconds);
        return false;
    }

    private async Task Begin(Lease lease)
    {
        while (heartbeat.Held == lease && !_stop.IsCancellationRequested)
            try
            {
                // Whatever the owner before wrote, up to its last fact.
                await feed.CatchUp(_stop.Token);
                await work.Begin(lease, _stop.Token);
                log.LogInformation("This node does the work of the house, under token {Token}.", lease.Token);
                return;
            }
            catch (Exception problem) when (problem.IsOfTheStore)
            {
                log.LogWarning("The work cannot be begun yet: {Why}", problem.Message);
                await Task.Delay(Pause, TimeProvider.System, _stop.Token);
            }
    }
}
