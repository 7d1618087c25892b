using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Incidents;

/// <summary>Who does what on an incident, as people: roles of the guide resolved now.</summary>
public static class Responsible
{
    /// <summary>The people behind roles: who leads, who joined in the role, else who holds it.</summary>
    public static ImmutableArray<string> People(
        Incident incident, ServiceDefinition? service, IEnumerable<string> roles) =>
        [.. roles.SelectMany(role => Of(incident, service, role)).Distinct()];

    private static IEnumerable<string> Of(Incident incident, ServiceDefinition? service, string role)
    {
        var name = Guide.Owners.NameOf(role);
        if (name == IncidentRoles.Commander)
            return incident.Lead switch
            {
                { Person: not "" } lead => [lead.Person],
                { Offered: not "" } lead => [lead.Offered],
                _ => Holders(service, "Release Manager"),
            };
        var joined = incident.Team.Where(r => r.Role == name).Select(r => r.Person).ToList();
        return joined.Count > 0 ? joined : Holders(service, name);
    }

    /// <summary>Who holds a role for a service.</summary>
    public static IEnumerable<string> Holders(ServiceDefinition? service, string role) =>
        service?.HoldersOf(role) ?? [];

    /// <summary>Where mail reaches people; the first contact stands in when nobody among them has an address.</summary>
    public static ImmutableArray<string> Mail(ServiceDefinition? service, IEnumerable<string> people)
    {
        ImmutableArray<string> found = [.. people.Select(p => MailOf(service, p)).OfType<string>().Distinct()];
        return !found.IsEmpty ? found
            : service?.Contacts.FirstOrDefault(c => !string.IsNullOrWhiteSpace(c.Mail))?.Mail is { } first ? [first]
            : [];
    }

    /// <summary>Whether mail reaches any of them without somebody standing in.</summary>
    public static bool HasAddress(ServiceDefinition? service, IEnumerable<string> people) =>
        people.Any(p => MailOf(service, p) is not null);

    private static string? MailOf(ServiceDefinition? service, string person) =>
        service?.Contacts.FirstOrDefault(c => c.Person == person && !string.IsNullOrWhiteSpace(c.Mail))?.Mail
        ?? (MailAddresses.IsReached(person) ? person : null);
}
