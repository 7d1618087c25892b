using System.Collections.Concurrent;
using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries detached work by its ticket: starts it once, follows its output, says how it ended.</summary>
public sealed class TicketRunner(Feed feed, Places places, ActionPlans plans, OutputKeeper output, ILogger<TicketRunner>? log = null)
{
    /// <summary>Real time: business time is moved, hosts are not.</summary>
    public TimeProvider Machine { get; init; } = TimeProvider.System;

    /// <summary>Between two questions to a host that is away or takes no work.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ToMakeRoom = TimeSpan.FromSeconds(30);

    // Taken over from a server that is no more: nobody here knows whether it sent the start.
    private ImmutableHashSet<string> _inherited = OpenIn(feed);

    private readonly ConcurrentDictionary<string, bool> _sent = new();

    /// <summary>Whatever is open now was begun by somebody else, or by this server before others did its work.</summary>
    public void TakeOver()
    {
        _sent.Clear();
        _inherited = OpenIn(feed);
    }

    /// <summary>How the place will know the next try of an action; empty for an action that nobody runs.</summary>
    public string NameFor(Deployment run, PlannedAction action, int number)
    {
        var ticket = TicketNames.For(run.Id, action.Key, number);
        return action.Work != Work.Ticket ? "" : run.Inputs is { } inputs ? places.Named(ticket, inputs.TargetOf(action)) : ticket;
    }

    /// <summary>Goes on from whatever the ticket's place says: never started, running, finished or not known.</summary>
    public async Task<EndAttempt> Carry(Deployment run, Attempt attempt, CancellationToken stop)
    {
        var driver = places.Of(run, attempt);
        Absence? absence = null;
        while (true)
        {
            try
            {
                Observed? first = null;
                // A host that tells of the ticket and takes no work is waited for no longer than one that is away.
                if (await MayBegin(attempt, driver, stop))
                {
                    if (await ActionPlans.IsDone(run, attempt, driver, stop))
                        return attempt.Ending(Outcome.Succeeded, $"release {run.Order.Version} is still here", Digest(run, attempt));
                    var begun = await Begin(run, attempt, driver, stop);
                    if (begun is Started.NotStarted not) return attempt.Ending(Outcome.Error, not.Reason);
                    first = (begun as Started.Accepted)?.Seen;
                }
                absence = null;
                var last = await output.Follow(driver, attempt.Key(run), attempt.Ticket, stop, first);
                // A start that a kill cut short came to nothing: it is begun again.
                if (last.State != TicketState.NeverStarted) return Ended(run, attempt, last);
            }
            catch (HostUnreachable away)
            {
                if (absence is null) log?.LogWarning("{Attempt} of {Run} waits for its host: {Why}", attempt.Name, run.Id, away.Message);
                absence ??= Away(run, attempt);
                if (IsStopping(run)) return attempt.Ending(Outcome.Unknown, $"Not known: {away.Message}");
                if (absence.Judge(away) is { } ended) return ended;
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
        }
    }

    /// <summary>Brings in what is left of the output of work that has ended.</summary>
    public Task Collect(Deployment run, Attempt attempt, CancellationToken stop) =>
        output.Follow(places.Of(run, attempt), attempt.Key(run), attempt.Ticket, stop);

    public string Digest(Deployment run, Attempt attempt) => output.Digest(attempt.Key(run));

    public async Task<bool> HasOutput(Deployment run, Attempt attempt, CancellationToken stop) =>
        (await places.Of(run, attempt).Observe(attempt.Ticket, 0, stop)).Output.Length > 0;

    public Task<Cancelled> Cancel(Deployment run, Attempt attempt, CancellationToken stop) =>
        places.Of(run, attempt).Cancel(attempt.Ticket, stop);

    public Task Forget(Deployment run, Attempt attempt, CancellationToken stop)
    {
        _sent.TryRemove(attempt.Ticket, out _);
        return places.Of(run, attempt).Forget(attempt.Ticket, stop);
    }

    /// <summary>Nobody is asked of a ticket that only this server knows, and that it has not sent.</summary>
    private async Task<bool> MayBegin(Attempt attempt, IDriver driver, CancellationToken stop) =>
        !MayRun(attempt) || (await driver.Observe(attempt.Ticket, 0, stop)).State == TicketState.NeverStarted;

    /// <summary>False: this server knows that its ticket was never sent anywhere.</summary>
    public bool MayRun(Attempt attempt) => _inherited.Contains(attempt.Ticket) || _sent.ContainsKey(attempt.Ticket);

    private Absence Away(Deployment run, Attempt attempt) => new(
        attempt, MayRun(attempt), run.Inputs?.Environment.Timeout ?? TimeSpan.Zero, Advice(run, attempt), Machine);

    /// <summary>Whether it runs now, or why it cannot. Waits while other work of the same lane and target is there, and
    /// for a while where the host cannot start it: a full disk is no fault of the release.</summary>
    private async Task<Started> Begin(Deployment run, Attempt attempt, IDriver driver, CancellationToken stop)
    {
        var ticket = await plans.Ticket(run, attempt, driver, stop);
        if (ticket.Refusal is { } refusal) return new Started.NotStarted(refusal.Reason);
        if (ticket.Value is not { } ready) return new Started.NotStarted("it has nothing to run");
        var (asked, refused) = (Machine.GetTimestamp(), Machine.GetTimestamp());
        while (true)
        {
            _sent[attempt.Ticket] = true;
            var started = await driver.Start(ready, stop);
            if (started is Started.Accepted) return started;
            if (started is Started.Busy busy)
            {
                refused = Machine.GetTimestamp();
                if (Machine.GetElapsedTime(asked) > ready.Timeout || IsStopping(run))
                    return new Started.NotStarted(
                        $"other work still runs there: ticket {busy.OtherTicket}. End it, or let it drop PLIMSOLL_SLOT, and retry");
            }
            if (started is Started.NotStarted && (Machine.GetElapsedTime(refused) > ToMakeRoom || IsStopping(run))) return started;
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }

    private static ImmutableHashSet<string> OpenIn(Feed feed) =>
        [.. feed.World.All<Deployment>().SelectMany(d => d.Value.Attempts).Where(a => a.IsOpen).Select(a => a.Ticket)];

    private bool IsStopping(Deployment run) =>
        feed.World.Get<Deployment>(Deployment.StreamOf(run.Id)) is { IsActive: false } or { Status: DeploymentStatus.Cancelling };

    private EndAttempt Ended(Deployment run, Attempt attempt, Observed observed)
    {
        var key = attempt.Key(run);
        return new TicketEnding(attempt, ActionPlans.LimitsOf(run, attempt), output.LastLine(key), output.Digest(key))
        {
            Advice = Advice(run, attempt),
        }.Of(observed);
    }

    /// <summary>What a person does about work nobody knows the end of; nothing where it is simply done again.</summary>
    private static string Advice(Deployment run, Attempt attempt) =>
        run.Plan.Any(p => p.Key == attempt.Action && p.Idempotent) ? "" : " Look there what it did before you answer.";
}
