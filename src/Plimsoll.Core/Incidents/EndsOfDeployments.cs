using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Incidents;

/// <summary>What the end of a deployment, or a rollback by hand, means for incidents.</summary>
internal static class EndsOfDeployments
{
    /// <summary>A failure opens an incident, an incident's own mitigation ends with it.</summary>
    public static IEnumerable<Effect> Ended(Fact fact, SlotGivenBack ended, World world)
    {
        var lane = world.Get<Lane>(fact.Stream);
        var run = world.Get<Deployment>(Deployment.StreamOf(ended.Deployment));
        if (!IsProduction(lane, run, world)) return [];
        if (OfMitigation(run, lane, world) is { } incident)
            return ended.Status == DeploymentStatus.Succeeded
                ? [IncidentReactions.Sent("finish-mitigation", incident,
                    new FinishMitigation(run.Id, $"{run.Id} succeeded"))]
                : Failed(fact, run, ended, incident);
        if (ended.Status != DeploymentStatus.Failed || run.IsRollback) return [];
        return OfPatch(run, lane, world) is { } open ? Noted(fact, run, open)
            : IncidentReactions.All(world).All(i => i.Deployment != run.Id)
                ? [Opened(world, run.Id, new OpenForDeployment("", lane.Service, lane.Environment, run.Id, ""))] : [];
    }

    /// <summary>A mitigation that was taken out of the queue will not come any more.</summary>
    public static IEnumerable<Effect> NeverStarted(QueuedCancelled cancelled, World world) =>
        IncidentReactions.All(world).FirstOrDefault(i => IsOnItsWay(i, cancelled.Deployment)) is { } incident
            ? [IncidentReactions.Sent("fail-mitigation", incident, new FailMitigation(cancelled.Deployment,
                $"{cancelled.Deployment} was taken out of the queue: {cancelled.Reason}", Critical: false))] : [];

    /// <summary>A rollback nobody declared an incident for; every rollback ends in a review.</summary>
    public static IEnumerable<Effect> ByHand(DeploymentQueued queued, World world)
    {
        var order = queued.Deployment;
        var run = world.Get<Deployment>(Deployment.StreamOf(order.Leaves));
        // The end of the deployment it takes back opens the incident, with this rollback as its mitigation.
        var follows = order.Deployment == SettleDeployment.RollbackOf(order.Leaves);
        var production = world.Get<Service>(Service.StreamOf(queued.Service)).Definition
            ?.Environment(queued.Environment)?.IsProduction ?? false;
        if (!production
            || IncidentReactions.All(world).Any(i => i.Mitigation?.Deployment == order.Deployment)) return [];
        if ((follows ? OfPatch(run, world.Get<Lane>(Lane.StreamOf(queued.Service, queued.Environment)), world)
            : About(queued, world)) is { } incident)
            return [IncidentReactions.Sent("adopt-rollback", incident, new AdoptRollback(order.Deployment,
                queued.Environment, order.Reason,
                order.By.StartsWith("system:", StringComparison.Ordinal) ? "policy" : order.By))];
        return follows ? [] : [Opened(world, order.Deployment, new OpenForDeployment("", queued.Service,
            queued.Environment, run.Exists ? run.Id : "", order.Deployment))];
    }

    /// <summary>The open incident a rollback by hand is for: of what it leaves, else the newest there.</summary>
    private static Incident? About(DeploymentQueued queued, World world) => IncidentReactions.All(world)
        .Where(i => i.Exists && i.Status.IsResponse && i.OnItsWay() is null && i.Service == queued.Service
            && (i.Environment == "" || i.Environment == queued.Environment))
        .OrderBy(i => i.Deployment != "" && i.Deployment == queued.Deployment.Leaves).LastOrDefault();

    /// <summary>Its hold becomes the incident's, so that the next patch for it passes.</summary>
    private static IEnumerable<Effect> Failed(Fact fact, Deployment run, SlotGivenBack ended, Incident incident) =>
    [
        IncidentReactions.Sent("fail-mitigation", incident, new FailMitigation(run.Id, $"{run.Id}: {run.Sentence}",
            Critical: run.IsRollback && ended.Status == DeploymentStatus.Failed)),
        new Send("link-hold", run.Id, fact.Stream, new LinkHold(run.Id, incident.Id)),
    ];

    /// <summary>A patch for an incident that is not being mitigated by it fails: part of the same trouble.</summary>
    private static IEnumerable<Effect> Noted(Fact fact, Deployment run, Incident incident) =>
    [
        IncidentReactions.Sent("note-failure", incident,
            new NoteAction($"{run.Order.Version} failed on {run.Environment}: {run.Sentence}", null)),
        new Send("link-hold", run.Id, fact.Stream, new LinkHold(run.Id, incident.Id)),
    ];

    private static Send Opened(World world, string subject, OpenForDeployment open)
    {
        var id = IncidentNumbers.Next(world);
        return new Send("open-incident", subject, Incident.StreamOf(id), open with { Id = id });
    }

    /// <summary>The incident a deployment mitigates: named as its mitigation, or fixed by its patch.</summary>
    private static Incident? OfMitigation(Deployment run, Lane lane, World world) =>
        IncidentReactions.All(world).FirstOrDefault(i => i.Status == IncidentStatus.Mitigating
            && (i.Mitigation?.Deployment == run.Id
                || run.Order.Kind == DeploymentKind.Deploy && i.Decision?.Remedy == Remedy.Hotfix
                    && IncidentReactions.Names(FixesOf(run, lane, world), i)));

    private static Incident? OfPatch(Deployment run, Lane lane, World world) =>
        IncidentReactions.All(world).FirstOrDefault(
            i => i.Status.IsResponse && IncidentReactions.Names(FixesOf(run, lane, world), i));

    private static bool IsOnItsWay(Incident incident, string deployment) =>
        incident is { Status: IncidentStatus.Mitigating, Mitigation: { FinishedAt: null } going }
        && going.Deployment == deployment;

    private static string FixesOf(Deployment run, Lane lane, World world) =>
        world.Get<Release>(Release.StreamOf(lane.Service, run.Order.Version)).Fixes;

    private static bool IsProduction(Lane lane, Deployment run, World world) =>
        run.Exists && (run.Inputs?.Environment ?? world.Get<Service>(Service.StreamOf(lane.Service)).Definition
            ?.Environment(lane.Environment))?.IsProduction == true;
}
