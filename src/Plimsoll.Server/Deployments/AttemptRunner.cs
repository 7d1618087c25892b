using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries one attempt to its end: detached work by its ticket, measurements by the server itself.</summary>
public sealed class AttemptRunner(Feed feed, Desk desk, TicketRunner tickets, CheckRunner checks, ILogger<AttemptRunner> log)
{
    private const string Actor = "system:runner";

    /// <summary>Goes on with an open attempt from wherever it is; journals how it ended.</summary>
    public async Task Carry(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        try
        {
            var run = feed.World.Get<Deployment>(stream);
            var ended = attempt.Work == Work.Ticket
                ? await tickets.Carry(run, attempt, stop)
                : await checks.Carry(stream, attempt, stop);
            // While it is being cancelled, the cancelling says how it ended.
            if (feed.World.Get<Deployment>(stream).Status == DeploymentStatus.Cancelling) return;
            await End(stream, ended, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "{Attempt} of {Stream} could not be carried.", attempt.Name, stream);
            await End(stream, attempt.Ending(Outcome.Error, $"Plimsoll could not carry it: {error.Message}"), stop);
        }
    }

    /// <summary>Stops an open attempt and journals that it was cancelled, and whether anything may be left.</summary>
    public async Task Cancel(StreamName stream, Attempt attempt, CancellationToken stop)
    {
        var cancelled = attempt.Work == Work.Ticket
            ? await tickets.Cancel(attempt, stop)
            : new Cancelled(true, "measuring was stopped");
        await End(stream, attempt.Ending(Outcome.Cancelled, cancelled.Sentence) with
        {
            Unclean = cancelled.Clean ? "" : cancelled.Sentence,
        }, stop);
    }

    private async Task End(StreamName stream, EndAttempt command, CancellationToken stop)
    {
        if (await desk.Send(stream, command, Actor, stop) is Answer.NotTaken not)
            throw new IOException($"The end of {command.Action} could not be written: {not.Reason}");
        if (feed.World.Get<Deployment>(stream).Latest(command.Action) is { IsOpen: false, Ticket: not "" } closed)
            await tickets.Forget(closed, stop);
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
