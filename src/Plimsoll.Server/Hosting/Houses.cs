using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>What the frame around every page says: services with their worst state, counts, guide and record.</summary>
internal static class Houses
{
    public static House Of(HttpContext http) => Of(Sight.Of(http), http.Features.Get<Unsent>()?.Count ?? 0);

    private static House Of(Sight sight, int unsent)
    {
        var services = sight.Services;
        var guide = sight.World.Get<GuideBook>(GuideBook.Stream).NewestHash;
        return new House(
            [.. services.Select(s => new ServiceLine(s.Name, s.Title, SignOf(s, sight)))],
            [.. services.SelectMany(s => s.People.Values.SelectMany(p => p)).Distinct().Order()],
            sight.Releases.Count(r => ReleaseSeen.Of(sight, r).IsOpen), sight.Deployments.Count(d => d.IsUnderWay),
            unsent, Needs.Of(sight).Count, sight.Now, guide == "" ? "" : $"Guide {Words.Hash(guide)}",
            // Every fact of this world was read through the journal, which checks each hash against the one before.
            $"Journal chain intact, {Words.Count((int)sight.World.Position, "fact", "facts")}")
        {
            OpenIncidents = IncidentSeen.Open(sight).Count(),
        };
    }

    private static Sign SignOf(ServiceDefinition service, Sight sight)
    {
        var lanes = service.Environments.Select(e => sight.Lane(service.Name, e.Name)).ToList();
        return IncidentSeen.Open(sight).Any(i => i.Service == service.Name)
                ? new Sign(Mark.Warn, "incident open", Tone.Bad)
            : lanes.Any(l => l.Holds.Length > 0) ? new Sign(Mark.Hold, "on hold")
            : sight.Deployments.Any(d => d.Service == service.Name && d.Question is not null)
                ? new Sign(Mark.Ask, "waits for an answer")
            : lanes.Any(l => l.Active is not null) ? new Sign(Mark.Run, "deploying")
            : lanes.Any(l => l.IsMixed) ? new Sign(Mark.Warn, "mixed versions")
            : lanes.All(l => l.Targets.IsEmpty) ? new Sign(Mark.Wait, "nothing deployed")
            : new Sign(Mark.Ok, "healthy");
    }
}
