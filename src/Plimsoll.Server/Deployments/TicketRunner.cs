using System.Collections.Concurrent;
using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries detached work by its ticket: starts it once, follows its output, says how it ended.</summary>
public sealed class TicketRunner(Feed feed, Places places, ActionPlans plans, OutputKeeper output, ILogger<TicketRunner>? log = null)
{
    /// <summary>Real time: business time is moved, hosts are not.</summary>
    public TimeProvider Machine { get; init; } = TimeProvider.System;

    /// <summary>Between two questions to a host that is away or takes no work.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    // Its folder was removed, or its host came back without its disk: what was begun there is never begun twice.
    private const string Gone = "Not known: it was begun, and where it ran nothing is known of it any more.";

    // Until a stop is given up: a host restarts in that time.
    private static readonly TimeSpan ToBeBack = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ToMakeRoom = TimeSpan.FromSeconds(30);

    // Taken over from a server that is no more: nobody here knows whether it sent the start.
    private ImmutableHashSet<string> _inherited = OpenIn(feed);

    private readonly ConcurrentDictionary<string, bool> _sent = new();

    // Since when nobody could be told that it is to stop.
    private readonly ConcurrentDictionary<string, long> _unanswered = new();

    /// <summary>Whatever is open now was begun by somebody else, or by this server before others did its work.</summary>
    public void TakeOver()
    {
        _sent.Clear();
        _unanswered.Clear();
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
        var wasThere = output.HasSome(attempt.Key(run));
        while (true)
        {
            try
            {
                Observed? first = null;
                // A host that tells of the ticket and takes no work is waited for no longer than one that is away.
                if (await MayBegin(attempt, driver, stop))
                {
                    if (wasThere) return attempt.Ending(Outcome.Unknown, Gone + Advice(run, attempt), Digest(run, attempt));
                    if (await ActionPlans.IsDone(run, attempt, driver, stop))
                        return attempt.Ending(Outcome.Succeeded, $"release {run.Order.Version} is still here", Digest(run, attempt));
                    var ticket = await plans.Ticket(run, attempt, driver, stop);
                    // An artifact may take long to bring: that its host was away before is over when it is there.
                    if (!MayRun(attempt)) absence = null;
                    var begun = await Begin(run, attempt, driver, ticket, stop);
                    if (begun is Started.NotStarted not) return attempt.Ending(Outcome.Error, not.Reason);
                    first = (begun as Started.Accepted)?.Seen;
                }
                absence = null;
                var last = await output.Follow(driver, attempt.Key(run), attempt.Ticket, stop, first, () => wasThere = true);
                // A start that a kill cut short came to nothing: it is begun again.
                if (last.State != TicketState.NeverStarted) return Ended(run, attempt, last);
            }
            catch (HostUnreachable away)
            {
                if (IsStopping(run)) return attempt.Ending(Outcome.Unknown, $"Not known: {away.Message}");
                if (absence is null) log?.LogWarning("{Attempt} of {Run} waits for its host: {Why}", attempt.Name, run.Id, away.Message);
                absence ??= Away(run, attempt);
                if (absence.Judge(away) is var (outcome, sentence)) return attempt.Ending(outcome, sentence);
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

    /// <summary>Null: its host is away, and is asked again for a while. What was never sent is over at once.</summary>
    public async Task<Cancelled?> Cancel(Deployment run, Attempt attempt, CancellationToken stop)
    {
        // Whoever begins says first that it is sent, and looks then whether it still may: one of the two sees the other.
        if (!MayRun(attempt)) return new Cancelled(true, "It was not started.");
        var since = _unanswered.GetOrAdd(attempt.Ticket, _ => Machine.GetTimestamp());
        var cancelled = await Told(places.Of(run, attempt), attempt.Ticket, mayBeBack: Machine.GetElapsedTime(since) < ToBeBack, stop);
        if (cancelled is not null) _unanswered.TryRemove(attempt.Ticket, out _);
        return cancelled;
    }

    private static async Task<Cancelled?> Told(IDriver driver, string ticket, bool mayBeBack, CancellationToken stop)
    {
        try
        {
            return await driver.Cancel(ticket, stop);
        }
        catch (HostUnreachable away)
        {
            return away.Passes && mayBeBack ? null : new Cancelled(false, $"It may still run: {away.Message}");
        }
    }

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
        () => MayRun(attempt), run.Inputs?.Environment.Timeout ?? TimeSpan.Zero, Advice(run, attempt), Machine);

    /// <summary>Whether it runs now, or why it cannot. Waits while other work of the same lane and target is there, and
    /// for a while where the host cannot start it: a full disk is no fault of the release.</summary>
    private async Task<Started> Begin(
        Deployment run, Attempt attempt, IDriver driver, Found<Ticket> ticket, CancellationToken stop)
    {
        if (ticket.Refusal is { } refusal) return new Started.NotStarted(refusal.Reason);
        if (ticket.Value is not { } ready) return new Started.NotStarted("it has nothing to run");
        var (asked, refused) = (Machine.GetTimestamp(), Machine.GetTimestamp());
        while (true)
        {
            var isFirst = _sent.TryAdd(attempt.Ticket, true);
            if (IsStopping(run))
            {
                if (isFirst) _sent.TryRemove(attempt.Ticket, out _);
                return new Started.NotStarted("the deployment is being stopped");
            }
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
