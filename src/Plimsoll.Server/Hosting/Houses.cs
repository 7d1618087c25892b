using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
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

    private static House Of(Sight sight, int unsent, Standby standby)
    {
        var services = sight.Services;
        var open = IncidentSeen.Open(sight).Select(i => i.Service).ToList();
        var asking = sight.World.Going<Deployment>().Where(d => d.Value.Question is not null)
            .Select(d => d.Value.Service).ToHashSet();
        var guide = sight.World.Get<GuideBook>(GuideBook.Stream).NewestHash;
        return new House(
            [.. services.Select(s => new ServiceLine(s.Name, s.Title, SignOf(s, sight, open, asking)))],
            [.. services.SelectMany(s => s.People.Values.SelectMany(p => p)).Distinct().Order()],
            OpenReleases.Of(sight).Count,
            sight.World.Going<Deployment>().Count(d => d.Value.IsUnderWay),
            unsent, Needs.Of(sight).Count, sight.Now, guide == "" ? "" : $"Guide {Words.Hash(guide)}",
            // Every fact of this world was read through the journal, which checks each hash against the one before.
            $"Journal chain intact, {Words.Count((int)sight.World.Position, "fact", "facts")}")
        {
            OpenIncidents = open.Count,
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

    /// <param name="hurt">Services with an open incident.</param>
    /// <param name="asking">Services with a deployment that waits for an answer.</param>
    private static Sign SignOf(
        ServiceDefinition service, Sight sight, List<string> hurt, HashSet<string> asking)
    {
        var lanes = service.Environments.Select(e => sight.Lane(service.Name, e.Name)).ToList();
        return hurt.Contains(service.Name)
                ? new Sign(Mark.Warn, "incident open", Tone.Bad)
            : lanes.Any(l => l.Holds.Length > 0) ? new Sign(Mark.Hold, "on hold")
            : asking.Contains(service.Name)
                ? new Sign(Mark.Ask, "waits for an answer")
            : lanes.Any(l => l.Active is not null) ? new Sign(Mark.Run, "deploying")
            : lanes.Any(l => !l.Drift.IsEmpty) ? new Sign(Mark.Warn, "drifted")
            : lanes.Any(l => l.IsMixed) ? new Sign(Mark.Warn, "mixed versions")
            : lanes.All(l => l.Targets.IsEmpty) ? new Sign(Mark.Wait, "nothing deployed")
            : new Sign(Mark.Ok, "healthy");
    }
}
