using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Asks somebody to lead; without a name, the next in order when the one before did not answer.</summary>
public sealed record OfferCommand(string Person) : IncidentCommand, INamesPeople
{
    public Command WithPeople(Func<string, string> idOf) => this with { Person = idOf(Person) };

    /// <summary>How long one person is waited for before the next is asked.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        var person = Person == "" ? NextDue(incident, now.At) : Person.Trim();
        return person == "" || person == incident.Lead.Person || now.BySystem && incident.Lead.Person != ""
            || person == incident.Lead.Offered
            ? Ruling.Of<IncidentEvent>()
            : new CommandOffered(person, incident.Lead.Candidates);
    }

    /// <summary>Who is to be asked now; empty when nobody is.</summary>
    internal static string NextDue(Incident incident, DateTimeOffset at) =>
        incident.Status.IsResponse && incident.Lead.Person == "" && at >= incident.Lead.AskedAt + Patience
            ? incident.Lead.Next : "";
}

/// <param name="Candidates">Whom to ask, in order.</param>
public sealed record CommandOffered(string Person, ImmutableArray<string> Candidates) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Lead = incident.Lead with
        {
            Candidates = Candidates, Asked = incident.Lead.Asked.Remove(Person).Add(Person), AskedAt = moment.At,
        },
    }).Tell(moment, $"{Person} is asked to lead");
}

/// <summary>Whoever sends it leads from now on.</summary>
public sealed record TakeCommand : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : now.BySystem ? Refusal.Forbidden("A person leads an incident.")
        : incident.Lead.Person == now.Actor ? Ruling.Of<IncidentEvent>()
        : new CommandTaken(now.Actor);
}

public sealed record CommandTaken(string Person) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Lead = incident.Lead with { Person = Person } })
            .Satisfy(DutyConcepts.Commander, moment).Tell(moment,
            incident.Lead.Person == "" ? $"{Person} leads as incident commander"
                : $"{Person} takes over as incident commander from {incident.Lead.Person}");
}
