using System.Collections.Concurrent;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Turns facts into what follows from them, once each, and looks every second for what time alone has made due.</summary>
public sealed class Reactor(
    IJournal journal, Feed feed, Desk desk, Outbox outbox, TimeProvider clock, ILogger<Reactor> log) : BackgroundService
{
    private const string Name = "reactor";
    private const int MostRounds = 100;
    private const int Tries = 5;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, string> _parked = new();
    private readonly SortedDictionary<long, Fact> _early = [];
    private readonly Agenda _agenda = new();
    private long? _firstParked;
    private long _tookUp;
    private long _looked = TimeProvider.System.GetTimestamp();

    /// <summary>What follows is done by this server, and not by another or by nobody.</summary>
    public bool IsAtWork => ExecuteTask is { IsCompleted: false };

    /// <summary>Whether everything that follows up to there was done, wherever it is done.</summary>
    public async Task<bool> HasDone(long position, CancellationToken stop) =>
        (IsAtWork ? Quiet.Position : await journal.Checkpoint(Name, stop)) >= position;

    /// <summary>Machine time since all that was due had been done: a second, or the reactor does not get on.</summary>
    public TimeSpan SinceQuiet => TimeProvider.System.GetElapsedTime(Volatile.Read(ref _looked));

    /// <summary>Up to where, and up to which business time, everything that follows was done.</summary>
    public (long Position, DateTimeOffset At) Quiet { get; private set; }

    /// <summary>Reactions that threw: shown by /health, their stream waits, the others go on.</summary>
    public IReadOnlyCollection<string> Parked => [.. _parked.Values];

    /// <summary>Why some reactions wait until every server that is here knows what they write; empty: none does.</summary>
    public string Early { get; private set; } = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? position = null;
        var lives = feed.Lives;
        _parked.Clear();
        _firstParked = null;
        Volatile.Write(ref _looked, TimeProvider.System.GetTimestamp());
        Forget();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Facts that were lost were answered by effects that were lost with them.
                if (lives != feed.Lives)
                {
                    (position, lives) = (null, feed.Lives);
                    Forget();
                }
                position ??= await journal.Checkpoint(Name, stoppingToken);
                await TakeUpEarly(position.Value, stoppingToken);
                position = await React(position.Value, stoppingToken);
                await Pursue(position.Value, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A full disk, for one. What was not done stays behind the checkpoint and is done once it can be.
                log.LogError(error.IsOfTheStore ? null : error,
                    "What follows from the newest facts is tried again in a second: {Why}", error.Message);
                await Task.Delay(Tick, TimeProvider.System, stoppingToken);
                continue;
            }
            await feed.Past(position.Value, Tick, stoppingToken);
        }
    }

    private async Task<long> React(long position, CancellationToken stop)
    {
        var before = position;
        await foreach (var stored in journal.Read(position, stop))
        {
            if (stored.Position > feed.World.Position) await feed.CatchUp(stop);
            var rows = await Effects(EventNames.OfCore.Read(stored), stop);
            position = stored.Position;
            if (rows.Count > 0) await Move(position, rows, stop);
        }
        if (position > before) await Move(position, [], stop);
        return position;
    }

    /// <summary>What could not be written before; whatever of it was done is not done twice.</summary>
    private async Task TakeUpEarly(long reacted, CancellationToken stop)
    {
        if (_early.Count == 0 || TimeProvider.System.GetElapsedTime(_tookUp) < Tick) return;
        _tookUp = TimeProvider.System.GetTimestamp();
        foreach (var (position, fact) in _early.ToList())
        {
            _early.Remove(position);
            try
            {
                await Move(reacted, await Effects(fact, stop), stop);
            }
            catch
            {
                _early[position] = fact;
                throw;
            }
            // Whoever it waits for is here still.
            if (_early.ContainsKey(position)) return;
        }
        Early = "";
    }

    private void Forget()
    {
        _early.Clear();
        Early = "";
    }

    /// <summary>Never past a reaction that is parked or waits: the next start takes it up again.</summary>
    private async Task Move(long position, IReadOnlyList<OutboxRow> rows, CancellationToken stop)
    {
        var first = Math.Min(_firstParked ?? long.MaxValue, _early.Count > 0 ? _early.First().Key : long.MaxValue);
        await journal.MoveCheckpoint(Name, Math.Min(position, first - 1), rows, stop);
        if (rows.Count > 0) outbox.Ring();
    }

    private async Task<List<OutboxRow>> Effects(Fact fact, CancellationToken stop)
    {
        // What an effect meant to write may be taken by now, such as the next incident's number: asked again.
        for (var attempt = 1; ; attempt++)
        {
            var (rows, conflict) = await EffectsOnce(fact, stop);
            if (!conflict || attempt == Tries) return rows;
        }
    }

    private async Task<(List<OutboxRow> Rows, bool Conflict)> EffectsOnce(Fact fact, CancellationToken stop)
    {
        List<OutboxRow> rows = [];
        var conflict = false;
        foreach (var effect in Following(fact))
        {
            var key = effect.KeyFor(fact.Position);
            if (effect is Send send)
                switch (await Send(send, key, stop))
                {
                    case Answer.NotTaken { IsEarly: true } not:
                        // An older server is here: this waits for it, and nothing waits for this.
                        _early[fact.Position] = fact;
                        Early = not.Reason;
                        break;
                    case Answer.NotTaken not:
                        throw new IOException($"{send.Name} on {send.Stream} was not written: {not.Reason}");
                    case Answer.Refused { Refusal.Kind: RefusalKind.Conflict }:
                        conflict = true;
                        break;
                    case null:
                        _firstParked ??= fact.Position;
                        break;
                }
            if (effect is Deliver mail)
                rows.Add(new OutboxRow(key, mail.Channel, mail.To, mail.Title, mail.Text, mail.About, clock.GetUtcNow())
                {
                    Calendar = mail.Calendar,
                });
        }
        return (rows, conflict);
    }

    /// <summary>What follows from a fact; a rule that throws parks the fact and nothing else.</summary>
    private List<Effect> Following(Fact fact)
    {
        try
        {
            return [.. WhatFollows.From(fact, feed.World)];
        }
        catch (Exception error) when (error is not OperationCanceledException && !error.IsOfTheStore)
        {
            Park($"what follows from {fact.Event.GetType().Name} of {fact.Stream}", error);
            _firstParked ??= fact.Position;
            return [];
        }
    }

    private List<Send> Wanted(DateTimeOffset at)
    {
        List<Send> wanted = [];
        foreach (var (slice, ask) in WhatFollows.Now(feed.World, at, _agenda))
            try
            {
                wanted.AddRange(ask());
            }
            catch (Exception error) when (error is not OperationCanceledException && !error.IsOfTheStore)
            {
                Park($"what {slice} ask for", error);
            }
        return wanted;
    }

    private void Park(string what, Exception error)
    {
        if (_parked.TryAdd(what, $"{what}: {error.Message}"))
            log.LogError(error, "{Effect} threw; it waits for the next start.", what);
    }

    /// <summary>Brings everything forward that can go forward now; bounded, so that a loop in the rules cannot spin.</summary>
    private async Task Pursue(long reacted, CancellationToken stop)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var (before, at) = (feed.World.Position, clock.GetUtcNow());
            // Of one stream in order; streams side by side, so that a hundred that begin are a few commits.
            var wrote = await Task.WhenAll(Wanted(at).GroupBy(send => send.Stream).Select(sends => InOrder(sends, stop)));
            if (wrote.Contains(true)) continue;
            // What others wrote meanwhile is looked at next.
            if (feed.World.Position == before) Quiet = (reacted, at);
            Volatile.Write(ref _looked, TimeProvider.System.GetTimestamp());
            return;
        }
        log.LogError("The rules ask for more after {Rounds} rounds; waiting for the next change.", MostRounds);
    }

    /// <summary>Whether one of them wrote.</summary>
    private async Task<bool> InOrder(IEnumerable<Send> sends, CancellationToken stop)
    {
        var wrote = false;
        foreach (var send in sends)
        {
            var version = feed.World.VersionOf(send.Stream);
            wrote |= await Send(send, $"{send.Stream}@{version}/{send.Name}/{send.Subject}", stop)
                is Answer.Accepted accepted && accepted.Version > version;
        }
        return wrote;
    }

    /// <summary>Null: it threw and is parked.</summary>
    private async Task<Answer?> Send(Send send, string key, CancellationToken stop)
    {
        var what = $"{send.Name} on {send.Stream}";
        try
        {
            var answer = await desk.Send(send.Stream, send.Command, $"system:{send.Name}", CommandIds.Of(key), stop);
            if (answer is Answer.Refused { Refusal: var refusal })
                log.LogInformation("{Effect} refused: {Reason}", what, refusal.Reason);
            _parked.TryRemove(what, out _);
            return answer;
        }
        catch (Exception error) when (error is not OperationCanceledException && !error.IsOfTheStore)
        {
            // A bug in one rule must not stop the others; the stream waits and health says so.
            Park(what, error);
            return null;
        }
    }
}
