using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Sends what the outbox holds, each message at least once with its key, and keeps the answers.</summary>
public sealed class OutboxSender(
    Outbox outbox, Deliveries deliveries, ILogger<OutboxSender> log, Measures? measures = null) : BackgroundService
{
    // Machine time: a moved business clock neither delays nor hurries a mail.
    private readonly TimeProvider _clock = TimeProvider.System;

    // One dead address must not keep the others waiting, and all together must not swamp the machine.
    private const int AtOnce = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1),
    ];

    private int _sending;

    /// <summary>Messages on their way out now, up to what follows from their end.</summary>
    public int Sending => Volatile.Read(ref _sending);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TakeOver(stoppingToken);
        await Task.WhenAll(Run(OutboxLine.Pages, stoppingToken), Run(OutboxLine.Others, stoppingToken));
    }

    /// <summary>One server has the data folder: nobody else sends what is claimed.</summary>
    private async Task TakeOver(CancellationToken stop)
    {
        try
        {
            await outbox.TakeOver(stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "What was being sent when the server ended is sent again in two minutes.");
        }
    }

    private async Task Run(OutboxLine line, CancellationToken stop)
    {
        List<Task> sending = [];
        while (!stop.IsCancellationRequested)
        {
            var rung = outbox.Rung;
            sending.RemoveAll(task => task.IsCompleted);
            foreach (var item in await Claim(line, AtOnce - sending.Count, stop)) sending.Add(Counted(item, stop));
            await Task.WhenAny([rung, Task.Delay(Pause, _clock, stop), .. sending]);
        }
        await Task.WhenAll(sending);
    }

    private async Task<IReadOnlyList<OutboxItem>> Claim(OutboxLine line, int free, CancellationToken stop)
    {
        try
        {
            return free > 0 ? await outbox.Claim(line, _clock.GetUtcNow(), Longest, free, stop) : [];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error.IsOfTheStore ? null : error,
                "The outbox could not be read or written; tried again in a second: {Why}", error.Message);
            return [];
        }
    }

    private async Task Counted(OutboxItem item, CancellationToken stop)
    {
        Interlocked.Increment(ref _sending);
        try
        {
            await Send(item, stop);
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }

    private async Task Send(OutboxItem item, CancellationToken stop)
    {
        using var span = Measures.Span("deliver", item.Row.Channel);
        try
        {
            var ended = await Deliver(item, stop);
            span?.SetTag("plimsoll.outcome", Measures.WordOf(ended));
            measures?.Delivered(item.Row, ended);
            if (await Mark(item, ended, stop) is { } failure)
                await deliveries.Failed(item, failure, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Claimed and not marked: the next server sends it again, with the same key.
        }
        catch (Exception error)
        {
            log.LogError(error, "Message {Key} was not sent or not marked; it is tried again in two minutes.", item.Row.Key);
        }
    }

    /// <summary>What nobody has thought of counts as a try as well: it ends some time, and the next contact is called.</summary>
    private async Task<Delivery> Deliver(OutboxItem item, CancellationToken stop)
    {
        try
        {
            return await deliveries.Send(item, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException && !error.IsOfTheStore)
        {
            log.LogError(error, "Message {Key} could not be sent.", item.Row.Key);
            return new Delivery.Later(error.Message, TimeSpan.Zero);
        }
    }

    /// <summary>Why it will not be tried again; null while it may still arrive or is not needed.</summary>
    private async Task<string?> Mark(OutboxItem item, Delivery ended, CancellationToken stop)
    {
        var key = item.Row.Key;
        switch (ended)
        {
            case Delivery.Sent:
                await outbox.MarkSent(key, _clock.GetUtcNow(), stop);
                return null;
            case Delivery.NotNeeded done:
                await outbox.Withdraw(key, done.Reason, stop);
                return null;
            case Delivery.Withheld withheld:
                await outbox.Withdraw(key, withheld.Reason, stop);
                return withheld.Reason;
            case Delivery.NoWay none:
                await outbox.MarkNotSent(key, none.Reason, stop);
                return none.Reason;
            case Delivery.Later later when item.Tries <= Retries.Length:
                await outbox.MarkFailed(key, later.Reason, NextTry(item.Tries, later.After), stop);
                return null;
            case Delivery.Later later:
                await outbox.GiveUp(key, later.Reason, stop);
                return later.Reason;
            case Delivery.Never never:
                await outbox.GiveUp(key, never.Reason, stop);
                return never.Reason;
            default:
                throw new InvalidOperationException($"Nobody knows what {ended.GetType().Name} means.");
        }
    }

    // A receiver may ask for a pause, but not for one that outlasts every retry.
    private DateTimeOffset NextTry(int tries, TimeSpan asked)
    {
        var wait = Retries[tries - 1] > asked ? Retries[tries - 1] : asked;
        return _clock.GetUtcNow() + (wait < Retries[^1] ? wait : Retries[^1]);
    }
}
