using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Runs the rollback that was decided; the deployment follows from the fact.</summary>
/// <param name="Environment">Empty where the service has one production environment.</param>
public sealed record RollBackNow(string Environment) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        if (incident.Decision?.Remedy != Remedy.Rollback || incident.Status != IncidentStatus.Mitigating)
            return Refusal.Blocked("Nobody has decided to roll back.", new Blocker("incident.decision",
                "the decision to roll back is missing", "Incident Commander",
                $"plimsoll incident decide {incident.Id} rollback --reason \"…\"", 0));
        if (incident.Service == "")
            return Refusal.Invalid($"{incident.Id} names no service, so nothing can be rolled back by it.");
        var (environment, objection) = EnvironmentOf(incident, readings);
        if (objection is not null) return objection;
        var lane = readings.Of<Lane>(Lane.StreamOf(incident.Service, environment));
        if (Rollback.OnItsWay(lane) is { } going)
            return incident.Mitigation?.Deployment == going.Deployment
                ? Ruling.Of<IncidentEvent>() : new MitigationStarted(going.Deployment, environment);
        if (Rollback.GoesTo(lane, readings) is null)
            return Refusal.Blocked($"There is nothing to roll back to on {environment}.", new Blocker("lane.no-lkg",
                "no last known good release", "Incident Commander",
                $"plimsoll incident decide {incident.Id} hotfix --reason \"…\"", 0));
        return new MitigationStarted(
            $"{incident.Service}-{environment}-{incident.Id.ToLowerInvariant()}-rollback-{incident.Timeline.Count}",
            environment);
    }

    private (string, Refusal?) EnvironmentOf(Incident incident, Readings readings)
    {
        var known = (readings.Of<Service>(Service.StreamOf(incident.Service)).Definition?.Environments ?? [])
            .Where(e => e.IsProduction).Select(e => e.Name).ToList();
        var asked = Environment != "" ? Environment : incident.Environment;
        if (asked == "" && known.Count == 1) return (known[0], null);
        return known.Contains(asked) ? (asked, null) : ("", Refusal.Invalid(
            $"Say which environment to roll back: {string.Join(", ", known)}."));
    }
}

/// <param name="Deployment">The deployment that carries it out; empty for work by hand.</param>
public sealed record MitigationStarted(string Deployment, string Environment) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Mitigation = new Mitigation(Deployment, Environment, moment.At, null, TimeSpan.Zero, null, false, null, ""),
        Environment = incident.Environment == "" ? Environment : incident.Environment,
    }).Tell(moment, "Mitigation started", Deployment);
}

/// <summary>What was decided has been carried out: a person says so, or the deployment has succeeded.</summary>
public sealed record FinishMitigation(string Deployment, string Sentence) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        if (incident.Status != IncidentStatus.Mitigating)
            return now.BySystem ? Ruling.Of<IncidentEvent>() : Refusal.Blocked(
                $"{incident.Id} is {incident.Status.Word}; decide first how the harm is ended.",
                new Blocker("incident.decision", "a decision is missing", "Incident Commander",
                    $"plimsoll incident decide {incident.Id} workaround --reason \"…\"", 0));
        if (incident.Mitigation is { Deployment: not "", FinishedAt: null } going
            && (!now.BySystem || going.Deployment != Deployment))
            return Refusal.Conflict($"{going.Deployment} is on its way; its end is recorded by itself.");
        if (!now.BySystem && incident.Decision?.Remedy == Remedy.Rollback)
            return Refusal.Invalid($"A rollback is run, not told: `plimsoll incident rollback {incident.Id}`.");
        return string.IsNullOrWhiteSpace(Sentence)
            ? Refusal.Invalid("Say what was done.") : new MitigationFinished(Deployment, Sentence.Trim());
    }
}

public sealed record MitigationFinished(string Deployment, string Sentence) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident.To(IncidentStatus.Monitoring) with
    {
        Mitigation = (incident.Mitigation ?? new Mitigation(Deployment, incident.Environment, moment.At, null,
            TimeSpan.Zero, null, false, null, "")) with
        {
            Deployment = Deployment, FinishedAt = moment.At, Sentence = Sentence, Green = TimeSpan.Zero,
            SampledAt = null, SampledGreen = false, VerifiedAt = null,
        },
        Times = incident.Times with { Mitigated = moment.At },
    }).Tell(moment, "Mitigation carried out", Sentence, EntryKind.Good);
}

/// <summary>What was tried did not work; the search goes on.</summary>
public sealed record FailMitigation(string Deployment, string Sentence, bool Critical) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Status != IncidentStatus.Mitigating
            || incident.Mitigation is { Deployment: not "" } going && going.Deployment != Deployment
            ? Ruling.Of<IncidentEvent>()
        : Ruling.Of([new MitigationFailed(Deployment, Sentence),
            .. Critical && incident.Severity < Severity.Critical
                ? [new SeverityRaised(Severity.Critical, "the way back failed")] : Array.Empty<IncidentEvent>()]);
}

public sealed record MitigationFailed(string Deployment, string Sentence) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident.To(IncidentStatus.Investigating) with { Mitigation = null })
            .Tell(moment, "Mitigation failed", Sentence, EntryKind.Alarm);
}
