using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>What follows from a fact in this slice, once.</summary>
public static class DeploymentReactions
{
    public static IEnumerable<Effect> On(Fact fact, World world) => fact.Event switch
    {
        DeploymentQueued queued =>
            [new Send("request-deployment", queued.Deployment.Deployment,
                Deployment.StreamOf(queued.Deployment.Deployment),
                new RequestDeployment(queued.Deployment.Deployment, queued.Service, queued.Environment,
                    queued.Deployment))],
        QueuedCancelled cancelled =>
            [new Send("cancel-deployment", cancelled.Deployment, Deployment.StreamOf(cancelled.Deployment),
                new CancelDeployment(cancelled.Reason) { Unstarted = cancelled.As })],
        SlotGivenBack ended => RehearsalReactions.On(ended, world),
        SlotTaken => UseSlot.For(world.Get<Lane>(fact.Stream), world),
        AttemptEnded { Outcome: Outcome.Succeeded } ended when Switched(fact, ended, world) is { } send => [send],
        ReleaseAnnounced { To.IsEmpty: false } announced =>
            from to in announced.To
            select new Deliver("announce", to, "mail", [to], announced.Title, announced.Text, fact.Stream),
        ShipmentRepinned repinned => [Repinned(world.Get<Shipment>(fact.Stream), repinned)],
        ShipmentCancelled cancelled => Unqueued(fact, cancelled, world),
        _ => [],
    };

    /// <summary>The gates of what is shipped are judged by the same guide.</summary>
    private static Send Repinned(Shipment shipment, ShipmentRepinned repinned) => new(
        "repin-candidate", shipment.Id, Release.StreamOf(shipment.Service, shipment.Version),
        new RepinCandidate(shipment.Candidate, repinned.Playbook));

    private static Send? Switched(Fact fact, AttemptEnded ended, World world)
    {
        var run = world.Get<Deployment>(fact.Stream);
        return run.Plan.FirstOrDefault(p => p.Key == ended.Action) is { Name: "switch" } action
            ? new Send("record-switch", action.Target, Lane.StreamOf(run.Service, run.Environment),
                new RecordSwitch(action.Target, run.Order.Version, run.Order.Digest, run.Id))
            : null;
    }

    private static IEnumerable<Effect> Unqueued(Fact fact, ShipmentCancelled cancelled, World world)
    {
        var shipment = world.Get<Shipment>(fact.Stream);
        return from environment in shipment.Steps.SelectMany(s => s.Environments).Distinct()
               let id = shipment.DeploymentOn(environment)
               let lane = Lane.StreamOf(shipment.Service, environment)
               where world.Get<Lane>(lane).Queue.Any(q => q.Deployment == id)
               select new Send("cancel-queued", id, lane, new CancelQueued(id, cancelled.Reason)
               {
                   As = cancelled.Expired ? DeploymentStatus.Expired : DeploymentStatus.Cancelled,
               });
    }
}
