using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Somebody who was paged has said that they are on it; asked to lead when nobody does.</summary>
public sealed record RecordAcknowledgement(string Person) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (!incident.Exists || !incident.Status.IsResponse) return Ruling.Of<IncidentEvent>();
        var offer = incident.Lead.Person == "" && incident.Lead.Offered != Person;
        return Ruling.Of([new ResponseAcknowledged(Person),
            .. offer ? [new CommandOffered(Person, incident.Lead.Candidates)] : Array.Empty<IncidentEvent>()]);
    }
}

public sealed record ResponseAcknowledged(string Person) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Times = incident.Times with { Acknowledged = incident.Times.Acknowledged ?? moment.At },
    }).Tell(moment, $"{Person} acknowledged the page", Took(incident, moment));

    private static string Took(Incident incident, Moment moment) => incident.Times.Acknowledged is not null
        ? "" : $"{(moment.At - incident.DeclaredAt).TotalMinutes:0} min after the declaration";
}
