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
        SlotGivenBack ended => Ended(fact, ended, world),
        DeploymentQueued { Deployment.Kind: DeploymentKind.Rollback } queued => ByHand(queued, world),
        ReleaseCreated { Type: ReleaseType.Patch } created => Linked(created, world),
        MitigationStarted { Deployment: not "" } started => RolledBack(fact, started, world),
        IncidentDeclared declared => [.. Holds(fact, world), .. Tagged(declared, fact, world)],
        SeverityAssessed or SeverityRaised => Holds(fact, world),
        IncidentResolved or IncidentMerged or IncidentCancelled => Lifted(fact, world),
        ActionItemAdded { BeforeNextRelease: true } item => [Owe(fact, item, world)],
        ActionItemCompleted done => Settle(fact, done, world),
        _ => [],
    };

    /// <summary>A deployment's end: a failure opens an incident, an incident's own mitigation ends with it.</summary>
    private static IEnumerable<Effect> Ended(Fact fact, SlotGivenBack ended, World world)
    {
        var lane = world.Get<Lane>(fact.Stream);
        var run = world.Get<Deployment>(Deployment.StreamOf(ended.Deployment));
        if (!IsProduction(lane, run, world)) return [];
        if (OfMitigation(run, lane, world) is { } incident)
            return ended.Status == DeploymentStatus.Succeeded
                ? [Sent("finish-mitigation", incident, new FinishMitigation(run.Id, $"{run.Id} succeeded"))]
                : [Sent("fail-mitigation", incident, new FailMitigation(run.Id, $"{run.Id}: {run.Sentence}",
                    Critical: run.Order.Kind == DeploymentKind.Rollback))];
        return ended.Status == DeploymentStatus.Failed && run.Order.Kind != DeploymentKind.Rollback
            && All(world).All(i => i.Deployment != run.Id)
            ? [Opened(world, run.Id, new OpenForDeployment("", lane.Service, lane.Environment, run.Id, ""))] : [];
    }

    /// <summary>A rollback nobody declared an incident for; every rollback ends in a review.</summary>
    private static IEnumerable<Effect> ByHand(DeploymentQueued queued, World world)
    {
        var order = queued.Deployment;
        var run = world.Get<Deployment>(Deployment.StreamOf(order.Leaves));
        // The end of the deployment it takes back opens the incident, with this rollback as its mitigation.
        var follows = order.Deployment == SettleDeployment.RollbackOf(order.Leaves);
        var production = world.Get<Service>(Service.StreamOf(queued.Service)).Definition
            ?.Environment(queued.Environment)?.IsProduction ?? false;
        if (follows || !production || All(world).Any(i => i.Mitigation?.Deployment == order.Deployment)) return [];
        if (All(world).LastOrDefault(i => i.Service == queued.Service && AdoptRollback.Fits(i)) is { } open)
            return [Sent("adopt-rollback", open, new AdoptRollback(
                order.Deployment, queued.Environment, order.Reason, order.By))];
        return [Opened(world, order.Deployment, new OpenForDeployment("", queued.Service, queued.Environment,
            run.Exists ? run.Id : "", order.Deployment))];
    }

    private static Send Opened(World world, string subject, OpenForDeployment open)
    {
        var id = IncidentNumbers.Next(world);
        return new Send("open-incident", subject, Incident.StreamOf(id), open with { Id = id });
    }

    private static IEnumerable<Effect> Linked(ReleaseCreated created, World world) =>
        All(world).FirstOrDefault(i => !i.Status.IsOver && Names(created.Fixes, i)) is { } incident
            ? [Sent("link-hotfix", incident, new LinkHotfix(created.Version))] : [];

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
                   new LiftHold(incident.Id, $"{incident.Id} is {incident.Status.Word}"));
    }

    private static Send Owe(Fact fact, ActionItemAdded item, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return new Send("owe", $"{item.Number}", Service.StreamOf(incident.Service), new OweBeforeRelease(new Owed(
            OwedId(incident, item.Number), item.Text, item.Owner,
            $"plimsoll incident action-done {incident.Id} {item.Number} --note \"…\"")));
    }

    private static IEnumerable<Effect> Settle(Fact fact, ActionItemCompleted done, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return incident.Service == "" ? [] : [new Send("settle-owed", $"{done.Number}",
            Service.StreamOf(incident.Service), new SettleOwed(OwedId(incident, done.Number), done.Note))];
    }

    private static string OwedId(Incident incident, int item) => $"{incident.Id} action item {item}";

    /// <summary>The incident a deployment mitigates: named as its mitigation, or fixed by its patch.</summary>
    private static Incident? OfMitigation(Deployment run, Lane lane, World world)
    {
        var fixes = world.Get<Release>(Release.StreamOf(lane.Service, run.Order.Version)).Fixes;
        return All(world).FirstOrDefault(i => i.Status == IncidentStatus.Mitigating
            && (i.Mitigation?.Deployment == run.Id
                || run.Order.Kind == DeploymentKind.Deploy && i.Decision?.Remedy == Remedy.Hotfix && Names(fixes, i)));
    }

    private static IEnumerable<string> Production(Incident incident, World world) =>
        from environment in world.Get<Service>(Service.StreamOf(incident.Service)).Definition?.Environments ?? []
        where environment.IsProduction
        select environment.Name;

    private static bool IsProduction(Lane lane, Deployment run, World world) =>
        run.Exists && (run.Inputs?.Environment ?? world.Get<Service>(Service.StreamOf(lane.Service)).Definition
            ?.Environment(lane.Environment))?.IsProduction == true;

    private static bool Names(string fixes, Incident incident) =>
        string.Equals(fixes.Trim(), incident.Id, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Incident> All(World world) => world.All<Incident>().Select(i => i.Value);

    private static Send Sent(string name, Incident incident, IncidentCommand command) =>
        new(name, incident.Id, Incident.StreamOf(incident.Id), command);
}
