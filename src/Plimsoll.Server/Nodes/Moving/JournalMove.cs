using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes.Moving;

/// <summary>Moves everything this server keeps to another store. From then on it writes nothing.</summary>
/// <remarks>
/// Until the very end the store it comes from is the one that counts: a move that broke off leaves a target that no server starts on,
/// and the next one goes on where it ended.
/// </remarks>
internal sealed class JournalMove(
    SqlJournal journal, Feed feed, SegmentStore output, ArtifactStore artifacts, ServerMark mark, BackgroundWork work, ServerSettings settings,
    Standby standby, NodeBoard nodes, Heartbeat? heartbeat = null) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="to">An address of a database, or the path of a new data folder.</param>
    public async Task<(MovedView? Moved, Refusal? Refusal)> Run(string to, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (standby.Refusal is { } waits) return (null, waits);
            if (journal.MovedTo is { } before) throw JournalMoved.To(Here, before);
            var place = MovePlaces.Of(to, settings.DataFolder);
            if (place.Place == Here) throw MovePlaces.Already;
            if ((place.Obstacle(journal) ?? Others() ?? Going()) is { } refusal) return (null, refusal);
            using var target = place.Make();
            var (end, begun) = await Copied(target, stop);
            return end is not null ? (await Ended(target, end, stop), null) : (null, begun);
        }
        catch (Exception problem) when (problem is SettingsInvalid or JournalUnusable)
        {
            return (null, Refusal.Invalid(problem.Message));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Nobody writes any more, and nothing is begun: what is copied is the end.</summary>
    /// <remarks>Where that fails, all goes on here.</remarks>
    private async Task<(Head? End, Refusal? Refusal)> Copied(IMoveTarget target, CancellationToken stop)
    {
        heartbeat?.StandDown(this, $"The house is being moved to {target.Place}.");
        try
        {
            await work.End(stop);
            await journal.Close(
                $"This house is being moved to {target.Place}; nothing was written. Ask the server there, once "
                + "it is up.", stop);
            await feed.CatchUp(stop);
            if (Going() is not { } begun) return (await Copy(target, stop), null);
            await GoOn();
            return (null, begun);
        }
        catch (Exception)
        {
            await GoOn();
            throw;
        }
    }

    /// <summary>From here until it is marked as moved, whoever starts here looks there first.</summary>
    private async Task<MovedView> Ended(IMoveTarget target, Head head, CancellationToken stop)
    {
        try
        {
            journal.MarkMoving(target.Address);
            using (var source = journal.Open()) End(target, source, head);
            var verified = target.Verify(stop);
            if (!verified.Intact) throw new JournalCorrupt(target.Place, verified.Facts + 1, verified.Sentence);
            journal.MarkMoved(target.Place, head.Position);
            journal.StandDown(
                $"This house was moved to {target.Place}; nothing was written. Ask the server there, once it is up.");
            heartbeat?.StandDown(this, $"The house was moved to {target.Place}.");
            return new MovedView(head.Position, target.Place, target.Start);
        }
        catch (Exception)
        {
            await TakeBack(target);
            throw;
        }
    }

    /// <summary>It is all still here, and from now on nowhere else: as long as it might be there too, nothing goes on here.</summary>
    private async Task TakeBack(IMoveTarget target)
    {
        await journal.Close($"A move to {target.Place} broke off at its very end, and whether everything is there is not known. Stop this server, "
            + "and start it again once that place answers: it looks there and says where to go on.", CancellationToken.None);
        if (journal.IsMoving) target.Undo();
        journal.ForgetMoving();
        await GoOn();
    }

    private async Task GoOn()
    {
        journal.Reopen();
        if (heartbeat is null) await work.Begin(null, CancellationToken.None);
        else heartbeat.MayWork(this);
    }

    private Refusal? Others() =>
        nodes.Others() is not [_, ..] others ? null : Refusal.Blocked(
                $"{ServersHeard.Are(others)} on this database too, and nothing was moved: {string.Join(", ", others)}. "
                + "Stop each on its machine (systemctl stop, or SIGTERM), wait until plimsoll server nodes shows this one "
                + $"alone, some {NodeLease.Gone.TotalSeconds:0} seconds, and move again.");

    private string Here => settings.Database is { } own ? new PostgresSettings("", own).Place : settings.DataFolder;

    // Work on this machine is found by its folder alone; at another server it would look as if it had never begun.
    private Refusal? Going() => feed.World.All<Deployment>().Select(d => d.Value)
        .FirstOrDefault(d => d.Attempts.Any(a => a is { IsOpen: true, Work: Core.Deployments.Work.Ticket })) is { } run
        ? Refusal.Blocked($"{run.Id} is at work; nothing was moved. Move when nothing runs: plimsoll deployment list shows what does.")
        : feed.World.All<Lane>().Select(l => l.Value).FirstOrDefault(l => l.Drill is { IsOpen: true }) is { } lane
        ? Refusal.Blocked($"A restore drill of {lane.Service} {lane.Environment} is at work; nothing was moved. Move when it has ended.") : null;

    private async Task<Head> Copy(IMoveTarget target, CancellationToken stop)
    {
        var head = await journal.Head(stop);
        using var source = journal.Open();
        MovedTables.Facts(source, target.Journal, head.Position, stop);
        using (var segments = output.Open())
        using (var there = target.Segments.Open())
            MovedTables.Segments(segments, there);
        foreach (var sha256 in await artifacts.All(stop))
            if (await artifacts.Find(sha256, stop) is { Good: true } found) await target.Artifact(sha256, found.Value.Path, stop);
        return head;
    }

    /// <summary>The head is what makes it a journal; its epoch rises, so that whoever read it elsewhere begins anew.</summary>
    private void End(IMoveTarget target, System.Data.Common.DbConnection source, Head head)
    {
        using var transaction = target.Journal.BeginTransaction();
        MovedTables.TheRest(source, target.Journal);
        target.Mark(mark.Value, SharedKeyFiles.Of(settings.DataFolder));
        HeadTable.End(target.Journal, head with { Epoch = head.Epoch + 1 });
        transaction.Commit();
    }
}

internal static class MoveApi
{
    public static void MapMove(this IEndpointRouteBuilder api) => api.MapPost("/journal/move",
        async (MoveBody body, JournalMove move) => await move.Run(body.To ?? "", CancellationToken.None) switch
        {
            ({ } moved, _) => Results.Ok(moved),
            (_, { } refusal) => Answers.Problem(refusal),
            _ => throw new InvalidOperationException("A move neither ended nor was refused."),
        }).Produces<MovedView>();
}
