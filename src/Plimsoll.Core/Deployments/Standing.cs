using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Where a release stands in the world, derived from the lanes: nobody stores it.</summary>
public enum Standing { Draft, Sealed, Shipping, Released, PartlyReleased, RolledBack, Superseded, Withdrawn }

public static class Standings
{
    public static Standing Of(Release release, ServiceDefinition? service, Readings readings)
    {
        if (release.IsWithdrawn) return Standing.Withdrawn;
        if (release.Candidate is null) return Standing.Draft;
        var lanes = (service?.Environments ?? []).Select(e => (
            e.IsProduction, Lane: readings.Of<Lane>(Lane.StreamOf(release.Service, e.Name)))).ToList();
        if (lanes.Any(l => l.Lane.Active?.Deployment is { IsRollback: false } active
            && active.Version == release.Version))
            return Standing.Shipping;
        var production = lanes.Where(l => l.IsProduction).Select(l => l.Lane).ToList();
        var runs = production.Count(l => l.Targets.Values.Any(t => t.Version == release.Version));
        if (runs > 0)
            return production.All(l => l.RunningVersion == release.Version)
                ? Standing.Released : Standing.PartlyReleased;
        if (production.Any(l => l.Bad.Any(b => b.Version == release.Version))) return Standing.RolledBack;
        return production.Any(l => l.Good.Any(g => g.Version == release.Version))
            ? Standing.Superseded : Standing.Sealed;
    }

    extension(Standing standing)
    {
        public string Word => standing switch
        {
            Standing.PartlyReleased => "partly released",
            Standing.RolledBack => "rolled back",
            _ => standing.ToString().ToLowerInvariant(),
        };
    }
}
