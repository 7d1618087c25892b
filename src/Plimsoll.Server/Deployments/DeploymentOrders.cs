using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Deployments;

/// <summary>What an order of a person means as a command, whether it came by a form or by the API.</summary>
internal static class DeploymentOrders
{
    extension(Deployment run)
    {
        /// <summary>What waits is taken out of its queue; what runs is stopped.</summary>
        public (StreamName Stream, Command Command) Cancelling(string reason) => run.Status == DeploymentStatus.Pending
            ? (Lane.StreamOf(run.Service, run.Environment), new CancelQueued(run.Id, reason))
            : (Deployment.StreamOf(run.Id), new CancelDeployment(reason));
    }

    extension(IJournal journal)
    {
        /// <summary>The deployment an order asked for: where the same order was sent before, the one it asked for then.</summary>
        public async Task<string> Ordered(Answer.Accepted accepted, string order, CancellationToken stop)
        {
            if (accepted.Replays is null) return order;
            await foreach (var stored in journal.Read(accepted.Position - 1, stop))
                return EventNames.OfCore.Read(stored).Event is DeploymentQueued queued ? queued.Deployment.Deployment : order;
            return order;
        }
    }

    extension(Desk desk)
    {
        /// <summary>Unique on its lane: it counts with the lane's facts.</summary>
        public string OrderId(string service, string environment, string what) =>
            $"{service}-{environment}-{what}-{desk.World.VersionOf(Lane.StreamOf(service, environment)) + 1}";
    }
}
