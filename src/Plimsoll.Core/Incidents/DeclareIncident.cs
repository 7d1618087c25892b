using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Says aloud that something is wrong. One line is enough; nothing outside is waited for.</summary>
/// <param name="Security">Whether the Security Lead is needed; null: to be asked.</param>
public sealed record DeclareIncident(
    string Id, string Title, Severity Severity, string Service, string Version, string Symptoms, bool? Security)
    : IncidentReadingCommand
{
    private const int LongestTitle = 200;

    /// <summary>From its first moment on, only who is part of it sees it.</summary>
    public bool Private { get; init; }

    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Exists) return Refusal.Conflict($"{Id} is another incident already; the next number is free.");
        var title = Title.Trim();
        if (title.Length is 0 or > LongestTitle)
            return Refusal.Invalid($"Say in one line what is wrong, in at most {LongestTitle} characters.");
        if (Private && !readings.Organisation.HasAccounts) return Refusal.Blocked(PrivateIncidents.NeedsAccounts);
        var service = readings.ServiceOf(Service);
        if (Service != "" && service is null)
            return Refusal.NotFound($"There is no service {Service}; declare without --service, or see " +
                "`plimsoll service list`.");
        var declared = new IncidentDeclared(Id, title, Severity, Service, "", Version, "",
            readings.Of<GuideBook>(GuideBook.Stream).NewestHash, Symptoms.Trim(), Proposed: false)
        {
            Private = Private,
        };
        return Ruling.Of([declared, .. Opening.Of(declared, service, readings, now),
            .. Security is { } needed ? [new SecurityAnswered(needed, "said at the declaration")]
                : Array.Empty<IncidentEvent>()]);
    }
}

/// <param name="Proposed">The severity is a proposal of Plimsoll; a person has not judged it.</param>
public sealed record IncidentDeclared(
    string Id, string Title, Severity Severity, string Service, string Environment, string Version, string Deployment,
    string Playbook, string Symptoms, bool Proposed) : IncidentEvent
{
    public bool Private { get; init; }

    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Id = Id, Title = Title, Severity = Severity, Service = Service, Environment = Environment, Version = Version,
        Deployment = Deployment, Playbook = Playbook, DeclaredBy = moment.Actor, IsPrivate = Private,
        DeclaredAt = moment.At, CadenceFrom = moment.At,
        Times = incident.Times with { Declared = moment.At, Detected = moment.At },
    }).Tell(moment, $"Incident declared, {Severity.ToString().ToLowerInvariant()}" +
            (Proposed ? " proposed" : "") + (Private ? ", private" : ""),
        Symptoms == "" ? Title : $"{Title}. {Symptoms}", EntryKind.Alarm);
}
