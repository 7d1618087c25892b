using System.Collections.Concurrent;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries restore drills by their tickets, so that one goes on while this server is away.</summary>
public sealed class DrillRunner(
    Desk desk, Feed feed, Places places, OutputKeeper output, WorkSecrets secrets, ILogger<DrillRunner> log) : BackgroundService
{
    private const string Actor = "system:drill";
    private readonly Dictionary<StreamName, Task> _carried = [];
    private readonly ConcurrentDictionary<(StreamName, string), Course> _courses = new();

    /// <summary>Real time: business time is moved, hosts are not.</summary>
    public TimeProvider Machine { get; init; } = TimeProvider.System;

    /// <summary>Between two questions to a host that is away.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _carried.Clear();
        _courses.Clear();
        // Taken over from a server that is no more: nobody here knows whether it sent the start.
        foreach (var (stream, drill) in Open()) _courses[(stream, drill.Id)] = new Course { Sent = true };
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var position = feed.World.Position;
                Resume(stoppingToken);
                await feed.Past(position, Pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped: what runs on hosts goes on there.
        }
    }

    /// <summary>Every open drill is carried by exactly one task.</summary>
    private void Resume(CancellationToken stop)
    {
        foreach (var (stream, drill) in Open())
            if (!_carried.TryGetValue(stream, out var task) || task.IsCompleted)
                _carried[stream] = Carry(stream, drill, stop);
    }

    private IEnumerable<(StreamName Stream, Drill Drill)> Open()
    {
        foreach (var (stream, lane) in desk.World.Going<Lane>())
            if (lane.Drill is { IsOpen: true } drill)
                yield return (stream, drill);
    }

    private async Task Carry(StreamName stream, Drill drill, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            var work = DrillWork.Of(drill);
            var ended = work is null
                ? Drills.Ending(drill, Outcome.Unknown, "Not known: what the service file said when it began was not kept")
                : places.IsHidden(work.Target)
                ? Drills.Ending(drill, Outcome.Error, $"with several servers a drill needs a target on a host, and {work.Target.Name} has none")
                : await Bring(work, _courses.GetOrAdd((stream, drill.Id), _ => new Course()), stop);
            // Not written: the next look finds it open and asks the ticket again.
            if (await desk.Send(stream, ended, Actor, stop) is not Answer.Accepted) return;
            _courses.TryRemove((stream, drill.Id), out _);
            // What is not known is left to be looked at, and it may live on.
            if (work is not null && ended.Outcome != Outcome.Unknown) await places.Of(work.Target).Forget(work.Ticket, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "{Drill} of {Lane} cannot be followed now and is taken up again.", drill.Id, stream);
        }
    }

    /// <summary>From wherever the ticket is to its end; a host that stays away ends it.</summary>
    private async Task<EndDrill> Bring(DrillWork work, Course course, CancellationToken stop)
    {
        var driver = places.Of(work.Target);
        Absence? absence = null;
        course.Ran |= output.HasSome(work.Key);
        while (true)
        {
            try
            {
                var seen = (await driver.Observe(work.Ticket, 0, stop)).State;
                // A start that was cut short came to nothing: it is begun again. What ran never is.
                if (seen == TicketState.NeverStarted && course.Ran) return work.Vanished;
                if (seen == TicketState.NeverStarted && await Start(work, driver, course, stop) is { } whyNot)
                    return Drills.Ending(work.Drill, Outcome.Error, whyNot);
                absence = null;
                course.Ran |= seen is TicketState.Running or TicketState.Finished or TicketState.Unknown;
                if (course.Ran) return await Follow(work, driver, stop);
            }
            catch (HostUnreachable gone)
            {
                absence ??= new Absence(() => course.Sent, work.Declared.Timeout, $" {work.Left}.", Machine);
                if (absence.Judge(gone) is var (outcome, sentence)) return Drills.Ending(work.Drill, outcome, sentence);
            }
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }

    private async Task<EndDrill> Follow(DrillWork work, IDriver driver, CancellationToken stop)
    {
        var last = await output.Follow(driver, work.Key, work.Ticket, stop);
        return last.State == TicketState.NeverStarted ? work.Vanished : work.Ending(last, output.LastLine(work.Key));
    }

    /// <summary>Null once it runs; else why it cannot.</summary>
    private async Task<string?> Start(DrillWork work, IDriver driver, Course course, CancellationToken stop)
    {
        var plan = work.Plan;
        var (given, whyNot) = await secrets.Of(plan.Secrets, work.Inputs.Secrets, stop);
        if (given is null) return whyNot;
        course.Sent = true;
        var started = await driver.Start(plan.Ticket(work.Ticket, work.Slot, work.Declared.Timeout, given), stop);
        course.Ran = started is Started.Accepted;
        return started switch
        {
            Started.Busy busy => $"an earlier drill still runs there: ticket {busy.OtherTicket}. End it and drill again",
            Started.NotStarted not => not.Reason,
            _ => null,
        };
    }

    /// <summary>How far a drill is known to have come, however often it is taken up again.</summary>
    private sealed class Course
    {
        /// <summary>A start was sent, or may have been: what becomes of it only its host can tell.</summary>
        public bool Sent { get; set; }

        /// <summary>It was accepted, or seen running: it is never started a second time.</summary>
        public bool Ran { get; set; }
    }
}
