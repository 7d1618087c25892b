using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Says whether the Security Lead is needed, and why.</summary>
public sealed record AnswerSecurity(bool Needed, string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : !Needed && string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why the Security Lead is not needed; the review reads it.")
        : incident.SecurityNeeded == Needed ? Ruling.Of<IncidentEvent>()
        : new SecurityAnswered(Needed, Reason.Trim());
}

public sealed record SecurityAnswered(bool Needed, string Reason) : IncidentEvent
{
    internal const string SecurityMark = "security-answered";

    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { SecurityNeeded = Needed }).Satisfy(SecurityMark, moment).Tell(moment,
            Needed ? "The Security Lead is needed" : "The Security Lead is not needed", Reason);
}

/// <summary>Somebody joins the response in a role of the guide.</summary>
public sealed record JoinResponse(string Person, string Role) : IncidentCommand, INamesPeople
{
    public Command WithPeople(Func<string, string> idOf) => this with { Person = idOf(Person) };

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(Person) || string.IsNullOrWhiteSpace(Role))
            return Refusal.Invalid("Name the person and the role: PERSON --role ROLE.");
        var role = Guide.Owners.NameOf(Role.Trim());
        return incident.Team.Any(r => r.Person == Person.Trim() && r.Role == role)
            ? Ruling.Of<IncidentEvent>() : new ResponderJoined(Person.Trim(), role);
    }
}

public sealed record ResponderJoined(string Person, string Role) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Team = incident.Team.Add(new Responder(Person, Role, moment.At)) })
            .Tell(moment, $"{Person} joined as {Role}");
}
