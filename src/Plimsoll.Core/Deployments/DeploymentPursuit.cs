using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>What the state of the world asks for now, whatever fact led to it: slots to take, ends to settle, steps to walk.</summary>
/// <remarks>Each effect names the version it was seen at, so that seeing the same twice does it once.</remarks>
public static class DeploymentPursuit
{
    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        Lanes(world, at).Concat(Runs(world, at)).Concat(Walks(world, at));

    private static IEnumerable<Send> Lanes(World world, DateTimeOffset at)
    {
        foreach (var (stream, lane) in world.All<Lane>())
        {
            if (lane.Active is { } active)
            {
                if (Occupied(world, stream, lane, active) is { } send) yield return send;
                continue;
            }
            var first = lane.Queue.FirstOrDefault(q => q.Kind == DeploymentKind.Rollback) ?? lane.Queue.FirstOrDefault();
            if (first is not null && LaneRules.Blockers(lane, first, world.Reader(), at).Count == 0)
                yield return new Send("take-slot", first.Deployment, stream, new TakeSlot(first.Deployment));
        }
    }

    private static Send? Occupied(World world, StreamName stream, Lane lane, Slot active)
    {
        var id = active.Deployment.Deployment;
        var run = world.Get<Deployment>(Deployment.StreamOf(id));
        if (run.HasEnded) return new Send("settle", id, stream, new SettleDeployment(id));
        if (run is { Exists: true, Status: DeploymentStatus.Pending })
            return new Send("begin", id, Deployment.StreamOf(id), new BeginDeployment());
        var preempted = active.Deployment.Kind != DeploymentKind.Rollback && lane.Queue.Any(q => q.Kind == DeploymentKind.Rollback);
        return preempted && run.IsActive && run.Status != DeploymentStatus.Cancelling
            ? new Send("pre-empt", id, Deployment.StreamOf(id), new CancelDeployment("a rollback takes its place"))
            : null;
    }

    private static IEnumerable<Send> Runs(World world, DateTimeOffset at) =>
        from run in world.All<Deployment>()
        where run.Value is { Status: DeploymentStatus.Waiting, Question: { } question } && question.Expires <= at
        select new Send("expire-question", run.Value.Id, run.Key, new EndDeployment(
            DeploymentStatus.Failed, $"nobody answered in time: {run.Value.Question?.Text}", false));

    private static IEnumerable<Send> Walks(World world, DateTimeOffset at) =>
        world.All<Shipment>().Where(s => s.Value.IsOpen).SelectMany(s => ShipmentWalk.Next(s.Value, world.Reader(), at));
}
