using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// What the state of the world asks for now, whatever fact led to it: slots to take, ends to settle, steps to walk.
/// </summary>
/// <remarks>Each effect names the version it was seen at, so that seeing the same twice does it once.</remarks>
public static class DeploymentPursuit
{
    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        world.Going<Lane>().SelectMany(lane => Of(world, lane.Key, lane.Value, at)).Concat(Walks(world, at))
            .Concat(SlotPursuit.Of(world, at));

    private static IEnumerable<Send> Of(World world, StreamName stream, Lane lane, DateTimeOffset at)
    {
        // Judged once, in order: whoever could start now goes first, whoever never will is taken out.
        var queue = LaneRules.InOrder(lane)
            .Select(q => (Queued: q, Blockers: LaneRules.Own(lane, q, world.Reader(), at))).ToList();
        foreach (var (queued, blockers) in queue)
            if (LaneContent.NeverStarts(queued, blockers) is { } reason)
                yield return new Send("take-out", queued.Deployment, stream,
                    new CancelQueued(queued.Deployment, reason.Sentence));
        foreach (var over in lane.Holds.Where(h => h.HasRunOut(at)))
            yield return new Send("end-hold", over.Id, stream, new LiftHold(over.Id, "its time has run out"));
        var first = queue.FirstOrDefault(q => q.Blockers.Count == 0).Queued;
        if (lane.Active is { } active)
        {
            if (Occupied(world, stream, active, first, at) is { } send) yield return send;
            var run = world.Get<Deployment>(Deployment.StreamOf(active.Deployment.Deployment));
            foreach (var stop in StepStops.Of(run, world.Reader())) yield return stop;
        }
        else if (first is not null)
            yield return new Send("take-slot", first.Deployment, stream, new TakeSlot(first.Deployment));
    }

    private static Send? Occupied(World world, StreamName stream, Slot active, Queued? first, DateTimeOffset at)
    {
        var id = active.Deployment.Deployment;
        var run = world.Get<Deployment>(Deployment.StreamOf(id));
        if (!run.Exists) return null;
        if (run.HasEnded) return new Send("settle", id, stream, new SettleDeployment(id));
        if (first is { IsRollback: true } && !active.Deployment.IsRollback)
            return run.Status == DeploymentStatus.Cancelling
                ? null
                : new Send("pre-empt", id, Deployment.StreamOf(id), new CancelDeployment("a rollback takes its place"));
        if (run.Status == DeploymentStatus.Pending)
            return new Send("begin", id, Deployment.StreamOf(id), new BeginDeployment());
        return run.Question is { } question && question.Expires <= at
            ? new Send("expire-question", id, Deployment.StreamOf(id), new ExpireQuestion())
            : null;
    }

    private static IEnumerable<Send> Walks(World world, DateTimeOffset at) =>
        world.Going<Shipment>().Where(s => s.Value.IsOpen)
            .SelectMany(s => PlannedStarts.Expiring(s.Value, world.Reader(), at)
                .Concat(ShipmentWalk.Next(s.Value, world.Reader(), at))
                .Concat(DuePursuit.Of(s.Value, world.Reader(), at)));
}
