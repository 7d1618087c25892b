using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>
/// A deployment to production failed, or a person rolled one back: the incident of it, with the decision that is
/// already made.
/// </summary>
/// <param name="Failed">The deployment that failed; for a rollback by hand the one that was left, or empty.</param>
/// <param name="Rollback">The rollback by hand; empty for a failure.</param>
public sealed record OpenForDeployment(
    string Id, string Service, string Environment, string Failed, string Rollback) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Exists) return Refusal.Conflict($"{Id} is another incident already; the next number is free.");
        var service = readings.ServiceOf(Service);
        var lane = readings.Of<Lane>(Lane.StreamOf(Service, Environment));
        var run = readings.Of<Deployment>(Deployments.Deployment.StreamOf(Failed));
        var way = FindRollback(lane, readings);
        var declared = Declared(service?.Title ?? Service, run, way,
            readings.Of<GuideBook>(GuideBook.Stream).NewestHash);
        return Ruling.Of([declared, .. Opening.Of(declared, service, readings, now), .. Decided(run, way)]);
    }

    private IncidentDeclared Declared(string title, Deployment run, Queued? way, string playbook)
    {
        var touched = Rollback != "" || run.ChangedAnything;
        var what = Rollback != ""
            ? $"{title} was rolled back by hand on {Environment}"
            : $"{title} {run.Order.Version} failed on {Environment}";
        return new IncidentDeclared(Id, what, touched ? Severity.High : Severity.Low, Service, Environment,
            run.Order.Version, Failed, playbook, Rollback != "" ? way?.Reason ?? "" : run.Sentence, Proposed: true);
    }

    /// <summary>The rollback queued with the end of the deployment, or by hand; null when there is none.</summary>
    private Queued? FindRollback(Lane lane, Readings readings)
    {
        bool Is(Queued q) => q.IsRollback
            && (Rollback != "" ? q.Deployment == Rollback : Failed != "" && q.Leaves == Failed);
        if (lane.Active?.Deployment is { } active && Is(active)) return active;
        if (lane.Queue.FirstOrDefault(Is) is { } queued) return queued;
        var id = Rollback != "" ? Rollback : SettleDeployment.RollbackOf(Failed);
        var run = readings.Of<Deployment>(Deployments.Deployment.StreamOf(id));
        return run.Exists && Is(run.Order) ? run.Order : null;
    }

    private IEnumerable<IncidentEvent> Decided(Deployment run, Queued? way)
    {
        if (way is null) yield break;
        var policy = Rollback == "" && run.EndedBy.StartsWith("system:", StringComparison.Ordinal);
        yield return new DecisionRecorded(Remedy.Rollback,
            policy ? "the service rolls back by itself when production fails its checks" : way.Reason,
            ["rollback"], policy ? "policy" : way.By);
        yield return new MitigationStarted(way.Deployment, Environment);
    }
}
