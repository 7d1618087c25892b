using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Incidents;

/// <summary>What follows from a fact in this slice, once.</summary>
public static class IncidentReactions
{
    public static IEnumerable<Effect> On(Fact fact, World world) => fact.Event switch
    {
        SlotGivenBack ended => EndsOfDeployments.Ended(fact, ended, world),
        QueuedCancelled cancelled => EndsOfDeployments.NeverStarted(cancelled, world),
        DeploymentQueued { Deployment.IsRollback: true } queued =>
            EndsOfDeployments.ByHand(queued, world),
        ReleaseCreated { Type: ReleaseType.Patch } created => Linked(created.Fixes, created.Version, world),
        IncidentFollowed followed => Linked(followed.Into, followed.Version, world),
        MitigationStarted { Deployment: not "" } started => RolledBack(fact, started, world),
        IncidentDeclared declared => [.. Holds(fact, world), .. Tagged(declared, fact, world)],
        SeverityAssessed { Before: < Severity.High, Severity: >= Severity.High } => Holds(fact, world),
        SeverityAssessed { Before: >= Severity.High, Severity: < Severity.High } => Lifted(fact, world),
        SeverityRaised or ServiceNamed => Holds(fact, world),
        IncidentReopened => [.. Holds(fact, world), .. Owed(fact, world)],
        IncidentResolved => Lifted(fact, world),
        IncidentMerged merged => [.. Lifted(fact, world), .. Released(fact, world), .. Relinked(fact, merged, world),
            .. Carried(fact, merged, world), .. Followed(fact, merged, world)],
        IncidentCancelled => [.. Lifted(fact, world), .. Released(fact, world)],
        ActionItemAdded { BeforeNextRelease: true } item => [Owe(fact, item, world)],
        ActionItemCompleted done => Settle(fact, done, world),
        _ => [],
    };

    private static IEnumerable<Effect> Linked(string fixes, string version, World world) =>
        All(world).FirstOrDefault(i => !i.Status.IsOver && Names(fixes, i)) is { } incident
            ? [Sent("link-hotfix", incident, new LinkHotfix(version))] : [];

    private static IEnumerable<Effect> RolledBack(Fact fact, MitigationStarted started, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        var lane = Lane.StreamOf(incident.Service, started.Environment);
        // A rollback that is on its way already only became the incident's.
        return Rollback.OnItsWay(world.Get<Lane>(lane))?.Deployment == started.Deployment
            || world.Get<Deployment>(Deployment.StreamOf(started.Deployment)).Exists ? []
            : [new Send("roll-back", incident.Id, lane, new Rollback(started.Deployment,
                $"{incident.Id}: {incident.Decision?.Reason}"))];
    }

    private static IEnumerable<Effect> Holds(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        if (incident.Severity < Severity.High || incident.Deployment != "" || !incident.Status.IsResponse) return [];
        return from environment in Production(incident, world)
               where world.Get<Lane>(Lane.StreamOf(incident.Service, environment)).Holds.All(h => h.Id != incident.Id)
               select new Send("hold", environment, Lane.StreamOf(incident.Service, environment),
                   new PlaceHold(incident.Service, environment, incident.Id, $"{incident.Id}: {incident.Title}")
                   { Incident = incident.Id });
    }

    private static IEnumerable<Effect> Tagged(IncidentDeclared declared, Fact fact, World world) =>
        declared.Deployment == "" ? []
        : [new Send("link-hold", declared.Deployment, Lane.StreamOf(declared.Service, declared.Environment),
            new LinkHold(declared.Deployment, world.Get<Incident>(fact.Stream).Id))];

    private static IEnumerable<Effect> Lifted(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return from environment in Production(incident, world)
               let lane = Lane.StreamOf(incident.Service, environment)
               where world.Get<Lane>(lane).Holds.Any(h => h.Id == incident.Id)
               select new Send("lift-hold", environment, lane,
                   new LiftHold(incident.Id, $"{incident.Id} is {(incident.Status.IsResponse
                       ? $"{incident.Severity.ToString().ToLowerInvariant()} now" : incident.Status.Word)}"));
    }

    /// <summary>It is as bad as the worse of both, and about the service that one of them names.</summary>
    private static IEnumerable<Effect> Carried(Fact fact, IncidentMerged merged, World world)
    {
        var (incident, into) = (world.Get<Incident>(fact.Stream), world.Get<Incident>(Incident.StreamOf(merged.Into)));
        if (into.Status.IsResponse && into.Severity < incident.Severity)
            yield return Sent("carry-severity", into, new RaiseSeverity(incident.Severity,
                $"{incident.Id}, merged into it, was {incident.Severity.ToString().ToLowerInvariant()}"));
        if (into.Service == "" && incident.Service != "")
            yield return Sent("carry-service", into, new NameService(incident.Service));
    }

    /// <summary>What was settled because it was none is owed again.</summary>
    private static IEnumerable<Effect> Owed(Fact fact, World world) =>
        from item in world.Get<Incident>(fact.Stream).Review.Actions
        where item is { BeforeNextRelease: true, IsDone: false }
        select Owe(fact, item.Number, item.Text, item.Owner, world);

    private static Send Owe(Fact fact, ActionItemAdded item, World world) =>
        Owe(fact, item.Number, item.Text, item.Owner, world);

    private static Send Owe(Fact fact, int number, string text, string owner, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return new Send("owe", $"{number}", Service.StreamOf(incident.Service), new OweBeforeRelease(new Owed(
            OwedId(incident, number), text, owner,
            $"plimsoll incident action-done {incident.Id} {number} --note \"…\"")));
    }

    private static IEnumerable<Effect> Settle(Fact fact, ActionItemCompleted done, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return incident.Service == "" ? [] : [new Send("settle-owed", $"{done.Number}",
            Service.StreamOf(incident.Service), new SettleOwed(OwedId(incident, done.Number), done.Note))];
    }

    /// <summary>The patch of the incident it went into passes the holds of this one.</summary>
    private static IEnumerable<Effect> Relinked(Fact fact, IncidentMerged merged, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return from environment in Production(incident, world)
               let lane = Lane.StreamOf(incident.Service, environment)
               from hold in world.Get<Lane>(lane).Holds
               where hold.Incident == incident.Id && hold.Id != incident.Id
               select new Send("link-hold", hold.Id, lane, new LinkHold(hold.Id, merged.Into));
    }

    /// <summary>Its patches are patches of the one that goes on: they pass its holds, its commander signs.</summary>
    private static IEnumerable<Effect> Followed(Fact fact, IncidentMerged merged, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return from release in world.All<Release>()
               where release.Value is { IsWithdrawn: false, Type: ReleaseType.Patch }
                   && Names(release.Value.Fixes, incident)
               select new Send("follow-incident", release.Value.Title, release.Key, new FollowIncident(merged.Into));
    }

    /// <summary>What was no incident of its own keeps no release waiting.</summary>
    private static IEnumerable<Effect> Released(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        if (incident.Review.Retrospective is { Cancelled: false } meeting && meeting.Start > fact.Moment.At)
            yield return Sent("call-off", incident,
                new CancelRetrospective($"{incident.Id} is {incident.Status.Word}"));
        foreach (var settle in Settled(incident)) yield return settle;
    }

    private static IEnumerable<Effect> Settled(Incident incident)
    {
        return from item in incident.Review.Actions
               where item is { BeforeNextRelease: true, IsDone: false } && incident.Service != ""
               select new Send("settle-owed", $"{item.Number}", Service.StreamOf(incident.Service),
                   new SettleOwed(OwedId(incident, item.Number), $"{incident.Id} is {incident.Status.Word}"));
    }

    private static string OwedId(Incident incident, int item) => $"{incident.Id} action item {item}";

    private static IEnumerable<string> Production(Incident incident, World world) =>
        from environment in world.Get<Service>(Service.StreamOf(incident.Service)).Definition?.Environments ?? []
        where environment.IsProduction
        select environment.Name;

    internal static bool Names(string fixes, Incident incident) =>
        string.Equals(fixes.Trim(), incident.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>The oldest first: of several that fit, every look finds the same one.</summary>
    internal static IEnumerable<Incident> All(World world) => world.All<Incident>().Select(i => i.Value)
        .OrderBy(i => i.DeclaredAt).ThenBy(i => i.Id, StringComparer.Ordinal);

    internal static Send Sent(string name, Incident incident, Command command) =>
        new(name, incident.Id, Incident.StreamOf(incident.Id), command);
}
