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
        IncidentDeclared declared, ServiceDefinition? service, Readings readings, Moment now) =>
        Of(declared.Apply(Incident.Empty, now), service, readings, now);

    /// <summary>The same for one that goes on, whose service is known only now.</summary>
    public static IEnumerable<IncidentEvent> Of(
        Incident incident, ServiceDefinition? service, Readings readings, Moment now)
    {
        if (service is null) yield break;
        foreach (var suspect in Suspects(incident, service, readings, now)) yield return suspect;
        var candidates = incident.IsPrivate ? Insiders(incident, service, readings) : Candidates(incident, service);
        if (incident.Lead.Person == "" && candidates.FirstOrDefault(c => !incident.Lead.Asked.Contains(c)) is { } first)
            yield return new CommandOffered(first, candidates);
    }

    /// <summary>Whom to ask to lead: the Release Manager, then the PM, last whoever acknowledged the page.</summary>
    private static ImmutableArray<string> Candidates(Incident incident, ServiceDefinition service) =>
    [
        .. service.HoldersOf("Release Manager").Concat(service.HoldersOf("PM")).Concat(incident.Lead.Candidates)
            .Distinct(),
    ];

    /// <summary>Being asked to lead shows the incident: of a private one, only who sees it anyway is asked.</summary>
    private static ImmutableArray<string> Insiders(Incident incident, ServiceDefinition service, Readings readings) =>
        [.. Candidates(incident, service).Where(c => incident.IsOpenTo(c, readings.Organisation))];

    private static IEnumerable<SuspectNamed> Suspects(
        Incident incident, ServiceDefinition service, Readings readings, Moment now)
    {
        var number = incident.Suspects.Length;
        HashSet<string> named = [.. incident.Suspects.Select(s => s.Version).Where(v => v != "")];
        if (incident.Version != "" && named.Add(incident.Version))
            yield return new SuspectNamed(++number, $"{service.Title} {incident.Version}",
                incident.Deployment == "" ? "named at the declaration" : $"deployed by {incident.Deployment}",
                incident.Version, Proposed: true);
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
