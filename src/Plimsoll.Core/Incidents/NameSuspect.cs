using System.Globalization;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Names what may have caused it.</summary>
/// <param name="Version">A release of the service, where it is one.</param>
public sealed record NameSuspect(string What, string Why, string Version) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : string.IsNullOrWhiteSpace(What) ? Refusal.Invalid("Name what may have caused it.")
        : new SuspectNamed(incident.Suspects.Length + 1, What.Trim(), Why.Trim(), Version.Trim(), Proposed: false);
}

public sealed record SuspectNamed(int Number, string What, string Why, string Version, bool Proposed) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        var named = incident with
        {
            Suspects = incident.Suspects.Add(new Suspect(Number, What, Why, Version, moment.Actor, Proposed)),
        };
        return (Proposed ? named : named.Satisfy(DutyConcepts.Suspects, moment))
            .Tell(moment, Proposed ? $"Suspect proposed: {What}" : $"Suspect: {What}", Why);
    }
}

/// <summary>Says what caused it, in words, or by the number of a suspect.</summary>
/// <param name="Suspect">0 for none of those named.</param>
public sealed record IdentifyCause(string Cause, int Suspect) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.Over() is { } refusal) return refusal;
        // A bare number is the number of a suspect, however it was given.
        var number = Suspect == 0 && int.TryParse(Cause, NumberStyles.None, CultureInfo.InvariantCulture, out var bare)
            ? bare : Suspect;
        var suspect = incident.Suspects.FirstOrDefault(s => s.Number == number);
        if (number != 0 && suspect is null)
            return Refusal.NotFound($"{incident.Id} has no suspect {number}; it has {incident.Suspects.Length}.");
        var cause = Cause.Trim() is { Length: > 0 } said && number == Suspect ? said : suspect?.What ?? "";
        return cause == "" ? Refusal.Invalid("Say what caused it, or give the number of a suspect.")
            : new CauseIdentified(cause, suspect?.Version ?? "");
    }
}

/// <param name="Version">The release that caused it, a failed change; empty for none.</param>
public sealed record CauseIdentified(string Cause, string Version) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Cause = Cause, Version = Version == "" ? incident.Version : Version,
        Times = incident.Times with { Identified = incident.Times.Identified ?? moment.At },
        Status = incident.Status == IncidentStatus.Investigating ? IncidentStatus.Identified : incident.Status,
    }).Satisfy(DutyConcepts.Suspects, moment).Tell(moment, "Cause found", Cause);
}

/// <summary>What was taken for the cause is not; the search goes on.</summary>
public sealed record DropCause(string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.NotResponding() is { } refusal ? refusal
        : incident.Status is not (IncidentStatus.Identified or IncidentStatus.Mitigating)
            ? Refusal.Invalid($"{incident.Id} is {incident.Status.Word}; there is no cause or mitigation to drop.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say what shows that it is something else.")
        : incident.OnItsWay() is { } going ? going
        : new CauseDropped(Reason.Trim());
}

public sealed record CauseDropped(string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident.To(IncidentStatus.Investigating) with { Cause = "", Mitigation = null })
            .Tell(moment, "It was something else; the search goes on", Reason);
}
