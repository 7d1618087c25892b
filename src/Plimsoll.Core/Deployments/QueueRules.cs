using Plimsoll.Core.Catalog;
using Plimsoll.Core.Releases;
using Semver;

namespace Plimsoll.Core.Deployments;

/// <summary>Who leaves the queue of a lane when another deployment comes to it.</summary>
public static class QueueRules
{
    public static IEnumerable<QueuedCancelled> Leaving(Lane lane, Queued comes, QueuePolicy policy) => policy switch
    {
        QueuePolicy.Supersede => from waits in lane.Queue
                                 where !waits.IsRollback && IsOlder(waits.Version, comes.Version)
                                 select new QueuedCancelled(waits.Deployment,
                                     $"{comes.Deployment} takes its place with {comes.Version}")
                                 {
                                     As = DeploymentStatus.Superseded,
                                 },
        QueuePolicy.Reject when Before(lane) is { } first =>
        [
            new QueuedCancelled(comes.Deployment, $"{first} is before it, and nothing waits on {lane.Environment} "
                + "(`queue: reject`); ship again when it has ended") { As = DeploymentStatus.Rejected },
        ],
        _ => [],
    };

    private static string? Before(Lane lane) =>
        lane.Active?.Deployment.Deployment ?? lane.Queue.FirstOrDefault()?.Deployment;

    /// <summary>A patch of an older line does not push out the newer release that waits.</summary>
    private static bool IsOlder(string waits, string comes) =>
        (VersionText.Read(waits).Version, VersionText.Read(comes).Version) is ({ } old, { } now)
        && SemVersion.ComparePrecedence(old, now) <= 0;
}
