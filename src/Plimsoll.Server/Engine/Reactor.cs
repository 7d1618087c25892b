using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Turns facts into what follows from them, once each, and looks every second for what time alone has made due.</summary>
public sealed class Reactor(IJournal journal, Feed feed, Desk desk, TimeProvider clock, ILogger<Reactor> log) : BackgroundService
{
    private const string Name = "reactor";
    private const int MostRounds = 100;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Reactions that threw: shown by /health, their stream waits, the others go on.</summary>
    public IReadOnlyCollection<string> Parked => _parked;

    private readonly List<string> _parked = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var position = await journal.Checkpoint(Name, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            position = await React(position, stoppingToken);
            await Pursue(stoppingToken);
            if (feed.World.Position > position) continue;
            await Task.WhenAny(feed.Past(position, stoppingToken), Task.Delay(Tick, TimeProvider.System, stoppingToken));
        }
    }

    private async Task<long> React(long position, CancellationToken stop)
    {
        await foreach (var stored in journal.Read(position, stop))
        {
            if (stored.Position > feed.World.Position) await feed.CatchUp(stop);
            var rows = await Effects(EventNames.OfCore.Read(stored), stop);
            position = stored.Position;
            if (rows.Count > 0) await journal.MoveCheckpoint(Name, position, rows, stop);
        }
        await journal.MoveCheckpoint(Name, position, [], stop);
        return position;
    }

    private async Task<List<OutboxRow>> Effects(Fact fact, CancellationToken stop)
    {
        List<OutboxRow> rows = [];
        foreach (var effect in DeploymentReactions.On(fact, feed.World))
        {
            var key = effect.KeyFor(fact.Position);
            if (effect is Send send) await Send(send, $"system:{send.Name}", key, stop);
            if (effect is Deliver mail)
                rows.Add(new OutboxRow(key, mail.Channel, mail.To, mail.Title, mail.Text, mail.About, clock.GetUtcNow()));
        }
        return rows;
    }

    /// <summary>Brings everything forward that can go forward now; bounded, so that a loop in the rules cannot spin.</summary>
    private async Task Pursue(CancellationToken stop)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var before = feed.World.Position;
            foreach (var send in DeploymentPursuit.Of(feed.World, clock.GetUtcNow()).ToList())
                await Send(send, $"system:{send.Name}", $"{send.Stream}@{feed.World.VersionOf(send.Stream)}/{send.Name}/{send.Subject}", stop);
            if (feed.World.Position == before) return;
        }
        log.LogError("The rules ask for more after {Rounds} rounds; waiting for the next change.", MostRounds);
    }

    private async Task Send(Send send, string actor, string key, CancellationToken stop)
    {
        try
        {
            if (await desk.Send(send.Stream, send.Command, actor, key, stop) is Answer.Refused { Refusal: var refusal })
                log.LogInformation("{Effect} on {Stream} refused: {Reason}", send.Name, send.Stream, refusal.Reason);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A bug in one rule must not stop the others; the stream waits and health says so.
            _parked.Add($"{send.Name} on {send.Stream}: {error.Message}");
            log.LogError(error, "{Effect} on {Stream} threw; it waits for the next start.", send.Name, send.Stream);
        }
    }
}
