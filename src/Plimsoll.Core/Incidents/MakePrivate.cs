using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>From now on only who is part of it sees the incident, and who may see every private one.</summary>
public sealed record MakePrivate(string Reason) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why it is private: --reason \"…\".")
        : !readings.Organisation.HasAccounts ? Refusal.Blocked(PrivateIncidents.NeedsAccounts)
        : incident.IsPrivate ? Ruling.Of<IncidentEvent>()
        // Whoever hides it stays able to show it again.
        : Ruling.Of<IncidentEvent>(
            incident.Includes(now.Actor) ? [new IncidentMadePrivate(Reason.Trim())]
            : [new PersonAdmitted(now.Actor), new IncidentMadePrivate(Reason.Trim())]);
}

public sealed record IncidentMadePrivate(string Reason) : IncidentEvent
{
    // Whom the clock has asked to lead, or would ask, is not part of it by that: a person of it asks somebody.
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        IsPrivate = true, Lead = incident.Lead with { Candidates = [], Asked = [] },
    }).Tell(moment, "Private from now on", Reason);
}

/// <summary>Everybody who may see incidents sees it again, with all that was written meanwhile.</summary>
public sealed record MakePublic(string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why everybody may read it now: --reason \"…\". All of its timeline is shown.")
        : incident.IsPrivate ? new IncidentMadePublic(Reason.Trim()) : Ruling.Of<IncidentEvent>();
}

public sealed record IncidentMadePublic(string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { IsPrivate = false }).Tell(moment, "Not private any more", Reason);
}
