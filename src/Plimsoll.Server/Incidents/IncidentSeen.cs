using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>One incident as one person sees it now, with its lines, service and guide.</summary>
internal sealed record IncidentSeen(
    Sight Sight, Incident Incident, ServiceDefinition? Service, Playbook? Playbook, ImmutableArray<Duty> Duties)
{
    /// <summary>What was typed into one of its forms and refused.</summary>
    public Tried? Tried { get; init; }

    public StreamName Stream => Incident.StreamOf(Incident.Id);

    public string Href => HrefOf(Incident.Id);

    public string Review => $"{Href}/review";

    public static string HrefOf(string id) => $"/incidents/{Uri.EscapeDataString(id)}";

    public static IncidentSeen Of(Sight sight, Incident incident)
    {
        var playbook = sight.World.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
        return new IncidentSeen(
            sight, incident, sight.Service(incident.Service), playbook,
            IncidentDuties.Of(incident, playbook, sight.Now));
    }

    public static IncidentSeen? Find(Sight sight, string id) =>
        sight.World.Get<Incident>(Incident.StreamOf(IncidentNumbers.Read(id))) is { Exists: true } incident
            ? Of(sight, incident) : null;

    public static IEnumerable<Incident> All(Sight sight) =>
        sight.World.All<Incident>().Select(i => i.Value).Where(i => i.Exists);

    /// <summary>Incidents users may still be hurt by.</summary>
    public static IEnumerable<Incident> Open(Sight sight) =>
        sight.World.Going<Incident>().Select(i => i.Value).Where(i => i.Exists && i.Status.IsResponse);

    /// <summary>Incidents that speak of a release: as what broke, or as what ends it.</summary>
    public static IEnumerable<Incident> About(Sight sight, Release release) => All(sight).Where(i =>
        i.Service == release.Service && (i.Version == release.Version || i.Hotfixes.Contains(release.Version)));

    /// <summary>Incidents a deployment opened, or ends.</summary>
    public static IEnumerable<Incident> About(Sight sight, string deployment) =>
        All(sight).Where(i => i.Deployment == deployment || i.Mitigation?.Deployment == deployment);

    public Duty? Line(string concept) => Duties.FirstOrDefault(d => d.Check.Concept == concept);

    /// <summary>The people who do a line, else the role as the guide says it.</summary>
    public string Who(Duty duty)
    {
        var people = People(duty);
        return people.IsEmpty ? string.Join(", ", duty.Roles) : string.Join(", ", people);
    }

    public ImmutableArray<string> People(Duty duty) => Responsible.People(Incident, Service, duty.Roles);

    /// <summary>Open lines, the most urgent first: overdue, then by their clocks, then as the guide lists them.</summary>
    public IEnumerable<Duty> Urgent => Duties.Where(d => d.IsOpen && IsInReach(d)).OrderBy(d => d.Due is null)
        .ThenBy(d => d.Due).ThenBy(d => Duties.IndexOf(d));

    public Refusal? Objection(Command command) => Sight.Objection(Stream, command);

    /// <summary>Not what can only come after what is still missing.</summary>
    private bool IsInReach(Duty duty) => duty.Check.Concept switch
    {
        DutyConcepts.Execute => Incident.Decision is not null,
        DutyConcepts.Verify => Incident.Status == IncidentStatus.Monitoring,
        DutyConcepts.Restored => Incident.Mitigation?.VerifiedAt is not null,
        // It comes again and again: it is next when it is due soon, not when one was just sent.
        DutyConcepts.Update => duty is { From: { } from, Due: { } due } && Sight.Now >= DutyRungs.NudgeAt(from, due),
        DutyConcepts.Close => !CloseIncident.Gates(Incident, Playbook, Sight.Now).Any(),
        DutyConcepts.Timeline => false,
        DutyConcepts.Retrospective => !duty.IsArranged,
        _ => true,
    };
}
