using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;

namespace Plimsoll.Server.Incidents;

/// <summary>Why nobody can be paged about an incident, and what to type; null while somebody can.</summary>
internal sealed record Reach(string Sentence, string Command)
{
    public static Reach? Gap(Incident incident, World world)
    {
        if (!incident.Status.IsResponse) return null;
        if (incident.Service == "")
            return new Reach($"Nobody can be paged: {incident.Id} names no service. Say which one it is about",
                NameService.CommandFor(incident.Id));
        var service = world.Get<Service>(Service.StreamOf(incident.Service)).Definition;
        return PageStep.Of(service?.Contacts ?? []).IsEmpty
            ? new Reach($"Nobody can be paged: no contact of {incident.Service} has an address. " +
                "Add one under contacts: in its file, and apply it", "plimsoll service apply plimsoll.yaml")
            : null;
    }
}
