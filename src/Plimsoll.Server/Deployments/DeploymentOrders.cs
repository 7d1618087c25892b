using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

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

    extension(Desk desk)
    {
        /// <summary>Unique on its lane: it counts with the lane's facts.</summary>
        public string OrderId(string service, string environment, string what) =>
            $"{service}-{environment}-{what}-{desk.World.VersionOf(Lane.StreamOf(service, environment)) + 1}";
    }
}
