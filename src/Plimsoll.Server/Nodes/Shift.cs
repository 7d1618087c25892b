using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Nodes;

/// <summary>Begins the work of the house on this node when it has taken the ownership, and ends it when that is gone.</summary>
/// <remarks>
/// Taking over is what a start after a crash is: everything is in the journal or at its target, and the same code goes on from
/// there.
/// </remarks>
internal sealed class Shift(Heartbeat heartbeat, BackgroundWork work, Feed feed, Standby standby, ILogger<Shift> log)
    : IHostedService, IBeginsWork, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Channel<Term?> _changes = Channel.CreateUnbounded<Term?>();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private Term? _term;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (standby.Refusal is { } waits) heartbeat.StandDown(standby, waits.Reason);
        feed.StoodDown += why => heartbeat.StandDown(feed, why);
        if (feed.TooOld is not "" and var tooOld) heartbeat.StandDown(feed, tooOld);
        heartbeat.Changed += term => _changes.Writer.TryWrite(term);
        _loop = Loop();
        heartbeat.Start();
        return Task.CompletedTask;
    }

    /// <summary>It may take the ownership like any other from now on.</summary>
    public Task Begin()
    {
        heartbeat.MayWork(standby);
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
            await foreach (var term in _changes.Reader.ReadAllAsync(_stop.Token))
            {
                await End();
                if (term is not null) await Begin(term);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task End()
    {
        if (_term is not { } term) return;
        for (var late = false; !await EndedInTime(); late = true)
        {
            // It is fenced, and writes nothing. A second run of the same work beside it would be one too many.
            heartbeat.StandDown(this, "Work of an earlier ownership has not ended here yet: this node takes no more of it until it has.");
            if (!late) log.LogError("Work that lost its ownership did not end within {Seconds} s; it is waited for.", Patience.TotalSeconds);
        }

        _term = null;
        heartbeat.Return(term.Lease);
        heartbeat.MayWork(this);
    }

    private async Task<bool> EndedInTime()
    {
        _stop.Token.ThrowIfCancellationRequested();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(Patience);
        return await work.End(patience.Token);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is in the way of beginning, it is tried again.")]
    private async Task Begin(Term term)
    {
        while (heartbeat.Held == term && !_stop.IsCancellationRequested)
            try
            {
                // Whatever the owner before wrote, up to its last fact.
                await feed.CatchUp(_stop.Token);
                _term = term;
                await work.Begin(term.Lease, term.Until);
                log.LogInformation("This node does the work of the house, under token {Token}.", term.Lease.Token);
                return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !_stop.IsCancellationRequested)
            {
                log.LogWarning("The work cannot be begun yet: {Why}", problem.Message);
                await Task.Delay(Pause, TimeProvider.System, _stop.Token);
            }
    }
}
