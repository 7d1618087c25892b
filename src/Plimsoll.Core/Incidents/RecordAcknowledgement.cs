using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Somebody who was paged has said that they are on it; the last to be asked to lead.</summary>
public sealed record RecordAcknowledgement(string Person) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Exists && incident.Status.IsResponse
            ? new ResponseAcknowledged(Person) : Ruling.Of<IncidentEvent>();
}

public sealed record ResponseAcknowledged(string Person) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Lead = incident.Lead.Candidates.Contains(Person) ? incident.Lead
            : incident.Lead with { Candidates = incident.Lead.Candidates.Add(Person) },
        Times = incident.Times with { Acknowledged = incident.Times.Acknowledged ?? moment.At },
    }).Tell(moment, $"{Person} acknowledged the page", Took(incident, moment));

    private static string Took(Incident incident, Moment moment) => incident.Times.Acknowledged is not null
        ? "" : $"{(moment.At - incident.DeclaredAt).TotalMinutes:0} min after the declaration";
}
