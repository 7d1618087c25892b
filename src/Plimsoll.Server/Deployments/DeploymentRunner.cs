using System.Collections.Concurrent;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries every deployment that holds a slot, each on its own, until it has ended.</summary>
/// <remarks>It holds nothing that is not in the journal or at the target; after a restart it goes on from there.</remarks>
public sealed class DeploymentRunner(
    Feed feed, Desk desk, AttemptRunner attempts, Room room, ILogger<DeploymentRunner> log) : BackgroundService
{
    private const string Actor = "system:runner";

    // Looked at again although nothing moved: what the disk or the host did not let happen is tried again.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Starts that are written in one commit; where room is bounded each takes its own.
    private const int MostAtOnce = 32;

    private readonly ConcurrentDictionary<string, Task> _runs = new();

    // Two that see the last free place at the same time would both take it.
    private readonly SemaphoreSlim _places = new(1, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _runs.Clear();
        attempts.TakeOver();
        var tidying = attempts.Tidy(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var seen = feed.World.Position;
            foreach (var (_, run) in feed.World.Going<Deployment>().Where(d => d.Value.IsActive))
                if (!_runs.TryGetValue(run.Id, out var task) || task.IsCompleted)
                    _runs[run.Id] = Carry(run.Id, stoppingToken);
            await feed.Past(seen, Tick, stoppingToken);
        }
        await tidying;
    }

    private async Task Carry(string id, CancellationToken stop)
    {
        await Task.Yield();
        var stream = Deployment.StreamOf(id);
        try
        {
            while (feed.World.Get<Deployment>(stream) is { IsActive: true } run)
            {
                var seen = feed.World.Position;
                await Move(stream, run, stop);
                attempts.Resume(stream, stop);
                await feed.Past(seen, Tick, stop);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Deployment {Id} stumbled; it is taken up again.", id);
        }
    }

    private async Task Move(StreamName stream, Deployment run, CancellationToken stop)
    {
        switch (DeploymentWalk.Next(run))
        {
            case NextMove.Start start:
                foreach (var actions in start.Actions.Chunk(room.IsUnlimited ? MostAtOnce : 1))
                {
                    await StartWhereRoomIs(stream, run, actions, stop);
                    // The first of many targets does not wait until the last one's start is on disk.
                    attempts.Resume(stream, stop);
                }
                break;
            case NextMove.Stop cancel:
                await Task.WhenAll(cancel.Attempts.Select(a => attempts.Cancel(stream, a, stop)));
                break;
            case NextMove.Exclude exclude:
                await desk.Send(stream, exclude.Command, Actor, stop);
                break;
            case NextMove.Ask ask:
                await desk.Send(stream, ask.Command, Actor, stop);
                break;
            case NextMove.End end:
                await desk.Send(stream, end.Command, Actor, stop);
                break;
        }
    }

    private async Task StartWhereRoomIs(StreamName stream, Deployment run, PlannedAction[] actions, CancellationToken stop)
    {
        if (room.IsUnlimited)
        {
            await Start(stream, run, actions, stop);
            return;
        }
        await _places.WaitAsync(stop);
        try
        {
            if (room.Waits(feed.World, feed.World.Get<Deployment>(stream)) is null && room.Waits(feed.World, run, actions[0]) is null)
                await Start(stream, run, actions, stop);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task Start(StreamName stream, Deployment run, PlannedAction[] actions, CancellationToken stop) =>
        await desk.Send(stream, new StartAttempts([.. actions.Select(action => Attempt(run, action))]), Actor, stop);

    private StartAttempt Attempt(Deployment run, PlannedAction action)
    {
        var number = (run.Latest(action.Key)?.Number ?? 0) + 1;
        return new StartAttempt(action.Key, number, attempts.TicketFor(run, action, number));
    }
}
