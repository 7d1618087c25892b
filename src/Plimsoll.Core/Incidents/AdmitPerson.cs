using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Lets a person see a private incident who has no part in it.</summary>
public sealed record AdmitPerson(string Person) : IncidentReadingCommand, INamesPeople
{
    public Command WithPeople(Func<string, string> idOf) => this with { Person = idOf(Person) };

    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (!incident.Exists) return Incident.NotThere;
        if (!incident.IsPrivate) return Refusal.Invalid($"{incident.Id} is not private; everybody sees it.");
        if (!readings.Organisation.IsActive(Person))
            return Refusal.NotFound("Nobody of that name is here; `plimsoll people list` shows who is.");
        return incident.Admitted.Contains(Person) ? Ruling.Of<IncidentEvent>() : new PersonAdmitted(Person);
    }
}

public sealed record PersonAdmitted(string Person) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Admitted = incident.Admitted.Add(Person) }).Tell(moment, $"{Person} may see it");
}

/// <summary>Takes back that a person may see a private incident; who responds in it goes on seeing it.</summary>
public sealed record DismissPerson(string Person) : IncidentCommand, INamesPeople
{
    public Command WithPeople(Func<string, string> idOf) => this with { Person = idOf(Person) };

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : incident.Admitted.Contains(Person) ? new PersonDismissed(Person)
        : Refusal.NotFound($"{Person} was not added by name; who declared it, leads or responds sees it by that.");
}

public sealed record PersonDismissed(string Person) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Admitted = incident.Admitted.Remove(Person) })
            .Tell(moment, $"{Person} may not see it any more");
}
