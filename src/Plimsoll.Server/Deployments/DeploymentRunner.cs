using System.Collections.Concurrent;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Carries active deployments: starts what the walk asks for and journals how it ended.</summary>
/// <remarks>It holds nothing that is not in the journal or at the target; after a restart it goes on from there.</remarks>
public sealed class DeploymentRunner(Feed feed, Desk desk, AttemptRunner attempts, ILogger<DeploymentRunner> log) : BackgroundService
{
    private const string Actor = "system:runner";
    private readonly ConcurrentDictionary<string, Task> _runs = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var seen = feed.World.Position;
            foreach (var (_, run) in feed.World.All<Deployment>().Where(d => d.Value.IsActive))
                if (!_runs.TryGetValue(run.Id, out var task) || task.IsCompleted) _runs[run.Id] = Carry(run.Id, stoppingToken);
            await feed.Past(seen, stoppingToken);
        }
    }

    private async Task Carry(string id, CancellationToken stop)
    {
        await Task.Yield();
        var stream = Deployment.StreamOf(id);
        Dictionary<string, Task> open = [];
        try
        {
            while (feed.World.Get<Deployment>(stream) is { IsActive: true } run)
            {
                var seen = feed.World.Position;
                await Move(stream, run, stop);
                Resume(stream, open, stop);
                if (feed.World.Position == seen) await feed.Past(seen, stop);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The next change of anything starts the carrying again from the record.
            log.LogError(error, "Deployment {Id} stumbled; it is taken up again.", id);
        }
    }

    private async Task Move(StreamName stream, Deployment run, CancellationToken stop)
    {
        switch (DeploymentWalk.Next(run))
        {
            case NextMove.Start start:
                foreach (var action in start.Actions) await Start(stream, run, action, stop);
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

    private async Task Start(StreamName stream, Deployment run, PlannedAction action, CancellationToken stop)
    {
        var number = (run.Latest(action.Key)?.Number ?? 0) + 1;
        var ticket = action.Work == Work.Ticket ? TicketNames.For(run.Id, action.Key, number) : "";
        await desk.Send(stream, new StartAttempt(action.Key, number, ticket), Actor, stop);
    }

    /// <summary>Every open attempt is carried by exactly one task of this node.</summary>
    private void Resume(StreamName stream, Dictionary<string, Task> open, CancellationToken stop)
    {
        foreach (var attempt in feed.World.Get<Deployment>(stream).Attempts.Where(a => a.IsOpen))
            if (!open.TryGetValue(attempt.Name, out var task) || task.IsCompleted)
                open[attempt.Name] = attempts.Carry(stream, attempt, stop);
    }
}
