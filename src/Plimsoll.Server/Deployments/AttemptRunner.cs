using System.Collections.Concurrent;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries attempts to their end: detached work by its ticket, measurements by the server itself.</summary>
public sealed class AttemptRunner(
    Feed feed, Desk desk, TicketRunner tickets, CheckRunner checks, ILogger<AttemptRunner> log,
    Measures? measures = null)
{
    private const string Actor = "system:runner";
    private const int RunsToTidy = 50;

    // Two readers of one output would lose bytes between them: an attempt has one task, whoever asks for it.
    private readonly ConcurrentDictionary<string, Task> _carried = new();

    /// <summary>Before the first is carried by this server, and again whenever it takes the work over from another.</summary>
    public void TakeOver()
    {
        _carried.Clear();
        tickets.TakeOver();
    }

    public string TicketFor(Deployment run, PlannedAction action, int number) => tickets.NameFor(run, action, number);

    /// <summary>Every open attempt is carried by exactly one task of this node.</summary>
    public void Resume(StreamName stream, CancellationToken stop)
    {
        var run = feed.World.Get<Deployment>(stream);
        foreach (var attempt in run.Attempts.Where(a => a.Work != Work.Step))
        {
            var key = attempt.Key(run);
            if (_carried.TryGetValue(key, out var task) && !task.IsCompleted) continue;
            if (attempt.IsOpen) _carried[key] = Carry(stream, attempt, stop);
            else _carried.TryRemove(key, out _);
        }
    }

    /// <summary>Stops an open attempt and journals that it was cancelled, and whether anything may be left. Where its host is
    /// away it is left open, and stopped when this is called again.</summary>
    public async Task Cancel(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        if (attempt.Work != Work.Ticket)
        {
            await End(stream, attempt.Ending(Outcome.Cancelled, "measuring was stopped"), stop);
            return;
        }
        var run = feed.World.Get<Deployment>(stream);
        if (await tickets.Cancel(run, attempt, stop) is not { } cancelled) return;
        var isThere = cancelled.Clean && tickets.MayRun(attempt);
        if (isThere) await Collected(run, attempt, stop);
        await End(stream, attempt.Ending(Outcome.Cancelled, cancelled.Sentence, tickets.Digest(run, attempt)) with
        {
            Unclean = cancelled.Clean ? "" : cancelled.Sentence,
        }, stop);
        if (isThere) await Forget(run, attempt, stop);
    }

    /// <summary>Removes what a kill kept from being removed: output of attempts whose end is on record.</summary>
    public async Task Tidy(CancellationToken stop)
    {
        await Task.Yield();
        var newest = feed.World.Newest<Deployment>().Select(d => d.Value);
        var left = from run in newest.Take(RunsToTidy)
                   from attempt in run.Attempts
                   where attempt is { IsOpen: false, Ticket: not "" }
                   select (run, attempt);
        foreach (var (run, attempt) in left.ToList())
            if (attempt.Outcome == Outcome.Unknown || await HasLeftOutput(run, attempt, stop)) await Forget(run, attempt, stop);
    }

    private async Task Carry(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        await Task.Yield();
        using var span = Measures.Span("attempt", attempt.Work.ToString().ToLowerInvariant());
        try
        {
            await Bring(stream, attempt, stop);
        }
        catch (Exception error) when (error.IsOfTheStore)
        {
            // It goes on at its target all the same; how it ended is asked again, never made up.
            log.LogWarning("{Attempt} of {Stream} cannot be followed now and is taken up again: {Why}",
                attempt.Name, stream, error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "{Attempt} of {Stream} could not be carried.", attempt.Name, stream);
            await End(stream, attempt.Ending(Outcome.Error, $"Plimsoll could not carry it: {error.Message}"), stop);
        }
    }

    /// <summary>Goes on with an open attempt from wherever it is; journals how it ended.</summary>
    private async Task Bring(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        var run = feed.World.Get<Deployment>(stream);
        var ended = attempt.Work == Work.Ticket
            ? await tickets.Carry(run, attempt, stop)
            : await checks.Carry(stream, attempt, stop);
        // While it is being cancelled, the cancelling says how it ended.
        if (feed.World.Get<Deployment>(stream).Status == DeploymentStatus.Cancelling) return;
        await End(stream, ended, stop);
        // What is not known is left to be looked at, and it may live on: it is tidied up later.
        if (attempt.Work == Work.Ticket && ended.Outcome != Outcome.Unknown && tickets.MayRun(attempt))
            await Forget(run, attempt, stop);
    }

    /// <summary>All it wrote is in the store: by the task that carries it, else here, never by two at once.</summary>
    private Task Collected(Deployment run, Attempt attempt, CancellationToken stop) =>
        _carried.TryGetValue(attempt.Key(run), out var task) && !task.IsCompleted
            ? task
            : tickets.Collect(run, attempt, stop);

    private async Task End(StreamName stream, EndAttempt command, CancellationToken stop)
    {
        var answer = await desk.Send(stream, command, Actor, stop);
        if (answer is Answer.NotTaken not)
            throw new IOException($"The end of {command.Action} could not be written: {not.Reason}");
        if (answer is Answer.Accepted) measures?.Ended(command.Outcome);
    }

    private async Task<bool> HasLeftOutput(Deployment run, Attempt attempt, CancellationToken stop)
    {
        try
        {
            return await tickets.HasOutput(run, attempt, stop);
        }
        catch (HostUnreachable)
        {
            // A host that is gone: what the ticket left there, `plimsoll target clean` removes when it is back.
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "Ticket {Ticket} cannot be looked at.", attempt.Ticket);
            return false;
        }
    }

    /// <summary>Its end is on record by now, so nothing is judged by what is left.</summary>
    private async Task Forget(Deployment run, Attempt attempt, CancellationToken stop)
    {
        try
        {
            await tickets.Forget(run, attempt, stop);
        }
        catch (HostUnreachable away)
        {
            log.LogWarning("What ticket {Ticket} left is not removed; the next start tries again: {Why}", attempt.Ticket, away.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "What ticket {Ticket} left is not removed; the next start tries again.", attempt.Ticket);
        }
    }
}

internal static class Endings
{
    extension(Attempt attempt)
    {
        public EndAttempt Ending(Outcome outcome, string sentence, string logDigest = "", string restorePoint = "") =>
            new(attempt.Action, attempt.Number, outcome, sentence, logDigest, restorePoint, "");
    }
}
