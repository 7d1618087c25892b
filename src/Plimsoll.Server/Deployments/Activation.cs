using System.Collections.Concurrent;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Deployments;

/// <summary>
/// Lets a restored server act again. Hosts are asked first for work the restored journal does not know, because it began after the
/// backup; nothing is deployed where there is any until somebody has looked.
/// </summary>
public sealed class Activation(Standby standby, IBeginsWork work, Desk desk, Places places) : IDisposable
{
    private const string Actor = "system:activate";
    private const string StillWaits = "The server does nothing yet. Mend that, then type plimsoll server activate again.";
    private const int AtOnce = 8;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What was found; or why it does not act yet, which begins with what could not be put on record.</summary>
    public async Task<(ActivatedView? Done, string WhyNot)> Run(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (standby.From is not { } from) return (new("This server is active; nothing was changed.", [], []), "");
            var found = await Ask(stop);
            var lanes = found.SelectMany(f => f.Lanes).Distinct().ToList();
            foreach (var lane in lanes)
                if (await Hold(lane, found, from, stop) is { } notHeld)
                    return (null, $"{lane.Service} {lane.Environment} could not be put on hold: {notHeld} {StillWaits}");
            if (await SayWhatIsNotKnown(from, stop) is { } notSaid)
                return (null, $"What is not known of work before the backup could not be written: {notSaid} {StillWaits}");
            standby.End();
            // It outlives the request that began it.
            await work.Begin();
            return (new(
                $"This server acts again, on what it knew at {from.When()}.",
                [.. found.Select(f => f.Sentence).Order(StringComparer.Ordinal)],
                [.. lanes.Select(lane => $"{lane.Service} {lane.Environment}").Order(StringComparer.Ordinal)]), "");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed record LaneName(string Service, string Environment);

    private sealed record Finding(string Sentence, IReadOnlyList<LaneName> Lanes);

    private async Task<IReadOnlyCollection<Finding>> Ask(CancellationToken stop)
    {
        var known = desk.World.All<Deployment>().SelectMany(d => d.Value.Attempts).Select(a => a.Ticket).ToHashSet(StringComparer.Ordinal);
        var targets = from service in desk.World.All<Service>()
                      let definition = service.Value.Definition
                      where definition is not null
                      from environment in definition.Environments
                      from target in environment.Targets
                      select (Lane: new LaneName(definition.Name, environment.Name), Target: target);
        var hosts = targets.GroupBy(t => (t.Target.Host, t.Target.Become)).ToList();
        var found = new ConcurrentBag<Finding>();
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (host, halt) =>
            {
                foreach (var finding in await Ask(host.First().Target, [.. host.Select(h => h.Lane).Distinct()], known, halt)) found.Add(finding);
            });
        return found;
    }

    private async Task<IEnumerable<Finding>> Ask(
        TargetDefinition target, IReadOnlyList<LaneName> lanes, HashSet<string> known, CancellationToken stop)
    {
        var name = target.Host?.Address ?? "this machine";
        try
        {
            var tickets = (await places.Of(target).Probe(target.Folder, stop)).Tickets;
            return
            [
                .. from ticket in tickets
                   let words = ticket.Split(' ')
                   where !known.Contains(words[0]) && !lanes.Any(lane => IsDrill(words[0], lane))
                   select new Finding($"{name} knows {words[0]} ({words[^1]}); it is not in this journal.", LanesOf(words[0], lanes)),
            ];
        }
        catch (HostUnreachable away)
        {
            return [new Finding($"{name} could not be asked: {away.Message}", lanes)];
        }
    }

    /// <summary>A ticket begins with its deployment's name, and that with the service's; else it may be of any lane there.</summary>
    private static IReadOnlyList<LaneName> LanesOf(string ticket, IReadOnlyList<LaneName> lanes)
    {
        List<LaneName> meant = [.. lanes.Where(lane => ticket.StartsWith(TicketNames.Safe($"{lane.Service}-"), StringComparison.Ordinal)
            && ticket.Contains(TicketNames.Safe($"-{lane.Environment}-"), StringComparison.Ordinal))];
        return meant.Count > 0 ? meant : lanes;
    }

    /// <summary>A drill touches nothing that is live, whoever knows of it.</summary>
    private static bool IsDrill(string ticket, LaneName lane) =>
        ticket.StartsWith(TicketNames.Safe($"{lane.Service}-{lane.Environment}-drill-"), StringComparison.Ordinal);

    /// <summary>Null once it is on record; else why it is not.</summary>
    private async Task<string?> Hold(LaneName lane, IReadOnlyCollection<Finding> found, BackupManifest from, CancellationToken stop)
    {
        var said = string.Join(" ", found.Where(f => f.Lanes.Contains(lane)).Select(f => f.Sentence).Order(StringComparer.Ordinal).Take(3));
        return await desk.Send(Lane.StreamOf(lane.Service, lane.Environment), new PlaceHold(
            lane.Service, lane.Environment, $"restored-{lane.Service}-{lane.Environment}-{from.TakenAt:yyyyMMddHHmm}",
            $"the server was restored from a backup of {from.When()}: {said}"), Actor, stop) switch
        {
            Answer.NotTaken not => not.Reason.Sentence,
            Answer.Refused refused => refused.Refusal.Reason.Sentence,
            _ => null,
        };
    }

    /// <summary>Work that was under way at the backup, and of which its place knows nothing: it may have happened elsewhere.</summary>
    /// <returns>Null once all of it is on record; else why it is not.</returns>
    private async Task<string?> SayWhatIsNotKnown(BackupManifest from, CancellationToken stop)
    {
        foreach (var (stream, run) in desk.World.Going<Deployment>().ToList())
            foreach (var attempt in run.Attempts.Where(a => a is { IsOpen: true, Work: Work.Ticket }))
                if (!await IsThere(run, attempt, stop)
                    && await desk.Send(stream, attempt.Ending(Outcome.Unknown,
                        $"Not known: it began before the backup of {from.When()}, and its place does not know it. "
                        + "Look there what it did before you answer."), Actor, stop) is Answer.NotTaken not)
                    return not.Reason.Sentence;
        return null;
    }

    private async Task<bool> IsThere(Deployment run, Attempt attempt, CancellationToken stop)
    {
        try
        {
            return (await places.Of(run, attempt).Observe(attempt.Ticket, 0, stop)).State != TicketState.NeverStarted;
        }
        catch (HostUnreachable)
        {
            // It is waited for as after any restart.
            return true;
        }
    }
}

internal static class ActivationApi
{
    public static void MapActivation(this IEndpointRouteBuilder api) => api.MapPost("/server/activate",
        async (Activation activation, HttpContext http) => await activation.Run(http.RequestAborted) is var (done, whyNot) && done is not null
            ? Results.Ok(done) : new Answer.NotTaken(whyNot).ToHttp(http)).Produces<ActivatedView>();
}
