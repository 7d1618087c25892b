using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Incidents;

/// <summary>What every incident begins with: whom to ask to lead, and what changed lately.</summary>
internal static class Opening
{
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    public static IEnumerable<IncidentEvent> Of(
        IncidentDeclared declared, ServiceDefinition? service, Readings readings, Moment now)
    {
        if (service is null) yield break;
        foreach (var suspect in Suspects(declared, service, readings, now)) yield return suspect;
        var candidates = Candidates(service);
        if (!candidates.IsEmpty) yield return new CommandOffered(candidates[0], candidates);
    }

    /// <summary>The service's Release Manager, then PM; whoever acknowledges the page is asked as well.</summary>
    private static ImmutableArray<string> Candidates(ServiceDefinition service) =>
        [.. Holders(service, "Release Manager").Concat(Holders(service, "PM")).Distinct()];

    internal static IEnumerable<string> Holders(ServiceDefinition service, string role) =>
        service.People.Where(p => string.Equals(p.Key, role, StringComparison.OrdinalIgnoreCase))
            .SelectMany(p => p.Value);

    private static IEnumerable<SuspectNamed> Suspects(
        IncidentDeclared declared, ServiceDefinition service, Readings readings, Moment now)
    {
        var number = 0;
        HashSet<string> named = [];
        if (declared.Version != "" && named.Add(declared.Version))
            yield return new SuspectNamed(++number, $"{service.Title} {declared.Version}",
                declared.Deployment == "" ? "named at the declaration" : $"deployed by {declared.Deployment}",
                declared.Version, Proposed: true);
        foreach (var environment in service.Environments.Where(e => e.IsProduction))
        {
            var lane = readings.Of<Lane>(Lane.StreamOf(service.Name, environment.Name));
            foreach (var recent in lane.Targets.Values.Where(t => now.At - t.Since <= Lately)
                .OrderByDescending(t => t.Since))
                if (named.Add(recent.Version))
                    yield return new SuspectNamed(++number, $"{service.Title} {recent.Version}",
                        $"went to {environment.Name} in the last 24 hours", recent.Version, Proposed: true);
        }
    }
}
