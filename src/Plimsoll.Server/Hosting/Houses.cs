using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.OnCall;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>What the frame around every page says: services with their worst state, counts, guide and record.</summary>
internal static class Houses
{
    public static House Of(HttpContext http) => Of(
        Sight.Of(http), http.Features.Get<Unsent>()?.Count ?? 0, http.RequestServices.GetRequiredService<Standby>());

    internal static House Of(Sight sight, int unsent, Standby standby)
    {
        var known = sight.Known;
        var signs = new ServiceSigns(sight);
        var guide = sight.World.Get<GuideBook>(GuideBook.Stream).NewestHash;
        return new House(
            known.AreMany ? [.. signs.InNeed.Take(KnownServices.Few)] : [.. known.All.Select(signs.Of)],
            known.People,
            OpenReleases.Of(sight).Count,
            sight.Runs.Count(d => d.IsUnderWay),
            unsent, Needs.Of(sight).Count, sight.Now, guide == "" ? "" : $"Guide {Words.Hash(guide)}",
            // Every fact of this world was read through the journal, which checks each hash against the one before.
            $"Journal chain intact, {Words.Count((int)sight.World.Position, "fact", "facts")}")
        {
            AllServices = known.All.Count,
            UnderWay = Destinations.UnderWay(sight),
            OpenIncidents = IncidentSeen.Open(sight).Count(),
            ProposedGuides = sight.World.Get<GuideBook>(GuideBook.Stream).Proposals.Count,
            Alarms = [.. Waiting(standby), .. Unanswered(sight), .. Glass(sight), .. Raised(sight)],
        };
    }

    /// <summary>A copy that does nothing must not look like a server that has nothing to do.</summary>
    private static IEnumerable<Alarm> Waiting(Standby standby) =>
        standby.Refusal is { } still ? [new Alarm(still.Reason, "/")] : [];

    /// <summary>Pages nobody has answered: red everywhere until somebody does.</summary>
    private static IEnumerable<Alarm> Unanswered(Sight sight) =>
        from page in sight.World.Going<Page>()
        where page.Value is { IsOpen: true, Unanswered: true }
        orderby page.Value.TriggeredAt
        select new Alarm(
            page.Value.Steps.IsEmpty
                ? $"Nobody can be paged: {page.Value.Title}. " + (page.Value.Service == ""
                    ? "It names no service; say which one it is about." : "No contact of the service has an address.")
                : $"Nobody has answered since {page.Value.TriggeredAt:HH:mm} UTC: {page.Value.Title}.",
            page.Value.About.Kind == Incident.Kind ? $"/incidents/{page.Value.About.Key}" : "/",
            OnCallForms.PathOf(page.Value.Id));

    /// <summary>Uses of the node's own token: on every page until an administrator has looked at each.</summary>
    private static IEnumerable<Alarm> Glass(Sight sight)
    {
        var open = sight.World.Organisation.Glass.Where(g => !g.IsReviewed).ToList();
        if (open is [.., var last])
            yield return new Alarm(
                $"The node's own token was used at {last.At:HH:mm} UTC: {last.What}, {last.Reason.Sentence} "
                    + (open.Count == 1 ? "An administrator reviews it." : $"{open.Count} uses wait for a review."),
                "/settings/people#glass");
    }

    /// <summary>Nobody here made them an administrator: for a day everybody sees it.</summary>
    private static IEnumerable<Alarm> Raised(Sight sight) =>
        from person in sight.World.Organisation.People.Values
        from grant in person.Grants
        where grant is { ByGroup: true, Role: Roles.Administrator } && sight.Now - grant.At < TimeSpan.FromDays(1)
        orderby grant.At
        select new Alarm(
            $"A group at the provider made {person.Id} Administrator of {grant.Scope} at {grant.At:HH:mm} UTC.",
            $"/settings/people#person-{person.Id[PersonId.Prefix.Length..]}");
}
