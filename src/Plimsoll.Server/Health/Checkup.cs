using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Health;

/// <summary>Looks at every part of the server.</summary>
public sealed class Checkup(
    Readiness readiness, SqlJournal journal, Feed feed, Reactor reactor, Outbox outbox, ServerSettings settings,
    Standby standby, NodeBoard nodes)
{
    /// <param name="mayRead">Whether whoever asks may read a sentence about something parked.</param>
    public async Task<IReadOnlyList<HealthPart>> Look(Func<string, bool> mayRead, CancellationToken stop)
    {
        var ready = await readiness.Look();
        var parked = reactor.Parked;
        var board = feed.World.Position;
        return Judgement.Of(new Findings(
            ready, settings.DataFolder, await Or(async () => (await journal.Head(stop)).Position, board),
            journal.LastCommit, journal.IsShortOfRoom, await Or(() => Task.FromResult(Free()), 0), board,
            reactor.Quiet.Position, reactor.SinceQuiet, [.. parked.Where(mayRead)], parked.Count,
            await Or(() => Task.FromResult(outbox.Left()), []),
            File.Exists(settings.SecretsKey) ? "" : settings.SecretsKey, settings.MailHost != "")
        {
            Waiting = standby.Refusal?.Reason ?? journal.Closed ?? "",
            Early = reactor.Early,
            InDatabase = settings.Database is not null,
            Elsewhere = await Or(() => Task.FromResult(nodes.Elsewhere()), ""),
        });
    }

    private long Free() => new DriveInfo(settings.DataFolder).AvailableFreeSpace;

    // Where the store is in trouble, that is what is told; the rest is told from what is known.
    private async Task<T> Or<T>(Func<Task<T>> look, T otherwise)
    {
        if (nodes.IsCutOff) return otherwise;
        try
        {
            return await look();
        }
        catch (Exception error) when (error.IsOfTheStore)
        {
            return otherwise;
        }
    }
}
