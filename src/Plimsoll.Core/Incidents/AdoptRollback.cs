using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A rollback somebody began outside the incident becomes what the incident decided.</summary>
/// <param name="By">Who began it; the decision is theirs.</param>
public sealed record AdoptRollback(string Deployment, string Environment, string Reason, string By) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (!Fits(incident)) return Ruling.Of<IncidentEvent>();
        var decided = incident.Decision?.Remedy == Remedy.Rollback && incident.Status == IncidentStatus.Mitigating;
        return Ruling.Of([
            .. decided ? Array.Empty<IncidentEvent>() : [new DecisionRecorded(Remedy.Rollback, Reason, [], By)],
            new MitigationStarted(Deployment, Environment)]);
    }

    /// <summary>Whether the incident waits for a way out and none is being tried.</summary>
    public static bool Fits(Incident incident) =>
        incident.Status is IncidentStatus.Investigating or IncidentStatus.Identified or IncidentStatus.Mitigating
        && incident.Mitigation is null or { FinishedAt: not null };
}
