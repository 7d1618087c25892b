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
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<StreamName, Task> _carried = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _carried.Clear();
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
        foreach (var (stream, lane) in desk.World.Going<Lane>())
            if (lane.Drill is { IsOpen: true } drill && (!_carried.TryGetValue(stream, out var task) || task.IsCompleted))
                _carried[stream] = Carry(stream, drill, stop);
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
                : await Bring(work, stop);
            // Not written: the next look finds it open and asks the ticket again.
            if (await desk.Send(stream, ended, Actor, stop) is Answer.Accepted && work is not null)
                await places.Of(work.Target).Forget(work.Ticket, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "{Drill} of {Lane} cannot be followed now and is taken up again.", drill.Id, stream);
        }
    }

    /// <summary>From wherever the ticket is to its end; a host that is away for longer than the drill may take ends it.</summary>
    private async Task<EndDrill> Bring(DrillWork work, CancellationToken stop)
    {
        var driver = places.Of(work.Target);
        long? away = null;
        while (true)
        {
            try
            {
                if ((await driver.Observe(work.Ticket, 0, stop)).State == TicketState.NeverStarted
                    && await Start(work, driver, stop) is { } whyNot)
                    return Drills.Ending(work.Drill, Outcome.Error, whyNot);
                away = null;
                var last = await output.Follow(driver, work.Key, work.Ticket, stop);
                if (last.State != TicketState.NeverStarted) return work.Ending(last, output.LastLine(work.Key));
            }
            catch (HostUnreachable gone)
            {
                away ??= TimeProvider.System.GetTimestamp();
                if (!gone.Passes || TimeProvider.System.GetElapsedTime(away.Value) > work.Declared.Timeout)
                    return Drills.Ending(work.Drill, Outcome.Unknown, $"Not known: {gone.Message}{work.Left}");
            }
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }

    /// <summary>Null once it runs; else why it cannot.</summary>
    private async Task<string?> Start(DrillWork work, IDriver driver, CancellationToken stop)
    {
        var plan = work.Plan;
        var (given, whyNot) = await secrets.Of(plan.Secrets, work.Inputs.Secrets, stop);
        if (given is null) return whyNot;
        return await driver.Start(plan.Ticket(work.Ticket, work.Slot, work.Declared.Timeout, given), stop) switch
        {
            Started.Busy busy => $"an earlier drill still runs there: ticket {busy.OtherTicket}. End it and drill again",
            Started.NotStarted not => not.Reason,
            _ => null,
        };
    }
}
