using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries detached work by its ticket: starts it once, follows its output, says how it ended.</summary>
public sealed class TicketRunner(IDriver driver, ActionPlans plans, OutputKeeper output)
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);

    /// <summary>Goes on from whatever the ticket's place says: never started, running, finished or not known.</summary>
    public async Task<EndAttempt> Carry(Deployment run, Attempt attempt, CancellationToken stop)
    {
        var seen = await driver.Observe(attempt.Ticket, 0, stop);
        if (seen.State == TicketState.NeverStarted && await NotStarted(run, attempt, stop) is { } reason)
            return attempt.Ending(Outcome.Error, reason);
        return Ended(run, attempt, await output.Follow(attempt.Key(run), attempt.Ticket, stop));
    }

    public Task<Cancelled> Cancel(Attempt attempt, CancellationToken stop) => driver.Cancel(attempt.Ticket, stop);

    public Task Forget(Attempt attempt, CancellationToken stop) => driver.Forget(attempt.Ticket, stop);

    /// <summary>Null once it runs; else why it cannot. Waits while other work of the same lane and target is there.</summary>
    private async Task<string?> NotStarted(Deployment run, Attempt attempt, CancellationToken stop)
    {
        var ticket = await plans.Ticket(run, attempt, stop);
        if (ticket.Refusal is { } refusal) return refusal.Reason;
        while (ticket.Value is { } ready)
        {
            switch (await driver.Start(ready, stop))
            {
                case Started.Accepted:
                    return null;
                case Started.NotStarted not:
                    return not.Reason;
                case Started.Busy:
                    await Task.Delay(BusyPause, TimeProvider.System, stop);
                    break;
            }
        }
        return "it has nothing to run";
    }

    private EndAttempt Ended(Deployment run, Attempt attempt, Observed observed)
    {
        var key = attempt.Key(run);
        var digest = output.Digest(key);
        return observed switch
        {
            { State: TicketState.Unknown } => attempt.Ending(Outcome.Unknown, observed.Sentence, digest),
            { TimedOut: true } => attempt.Ending(Outcome.TimedOut, "it ran out of time and was stopped", digest),
            { ExitCode: not 0 } => attempt.Ending(Outcome.Failed, Said($"exit code {observed.ExitCode}", output.LastLine(key)), digest),
            _ when attempt.Action == "backup" => Backup(attempt, output.LastLine(key), digest),
            _ => attempt.Ending(Outcome.Succeeded, "exit code 0", digest),
        };
    }

    /// <summary>A backup that names no restore point is none.</summary>
    private static EndAttempt Backup(Attempt attempt, string lastLine, string digest) => lastLine == ""
        ? attempt.Ending(Outcome.Failed, "the backup command printed no restore point as its last line", digest)
        : attempt.Ending(Outcome.Succeeded, $"restore point {lastLine}", digest, lastLine);

    private static string Said(string end, string line) => line == "" ? end : $"{end}: {line}";
}
