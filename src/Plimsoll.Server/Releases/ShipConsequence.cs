using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Releases;

/// <summary>What shipping would change and how long it took the last time.</summary>
internal static class ShipConsequence
{
    public static string Of(ReleaseSeen seen)
    {
        var places = from e in seen.Judged.Service?.Environments ?? []
                     select $"{Words.Count(e.Targets.Length, "target", "targets")} of {e.Name}";
        return $"It goes to {string.Join(", then ", places)}. {Time(seen)}";
    }

    private static string Time(ReleaseSeen seen)
    {
        var last = seen.Production.Select(e => seen.Sight.Deployments(Deployment.On(seen.Release.Service, e))
            .FirstOrDefault(d => d is { Status: DeploymentStatus.Succeeded, IsRollback: false })).MaxBy(d => d?.EndedAt);
        return last?.Took is { } took
            ? $"The last one took {Words.Exactly(took)} in production, {Words.Stamp(last.EndedAt)}."
            : "How long production takes is not measured yet.";
    }
}
