using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Says which service it is about, where nobody knew when it was declared; its people are called.</summary>
public sealed record NameService(string Service) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } over) return over;
        var name = Service.Trim();
        if (name == "") return Refusal.Invalid($"Name the service: `{CommandFor(incident.Id)}`.");
        if (name == incident.Service) return Ruling.Of<IncidentEvent>();
        if (incident.Service != "")
            return Refusal.TooLate($"{incident.Id} is about {incident.Service}, and its people were called. Declare " +
                $"another with --service {name}, and merge {incident.Id} into it when they are the same.");
        var service = readings.ServiceOf(name);
        if (service is null)
            return Refusal.NotFound($"There is no service {name}; `plimsoll service list` shows them.");
        return Ruling.Of([new ServiceNamed(name, service.Title),
            .. incident.Status.IsResponse ? Opening.Of(incident with { Service = name }, service, readings, now) : []]);
    }

    /// <summary>What to type about an incident that names none.</summary>
    public static string CommandFor(string incident) => $"plimsoll incident service {incident} SERVICE";
}

/// <param name="Title">The service as people call it.</param>
public sealed record ServiceNamed(string Service, string Title) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Service = Service }).Tell(moment, $"It is about {Title}");
}
