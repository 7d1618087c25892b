using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A rollback that began outside of the incident, but is about it, becomes its mitigation.</summary>
/// <param name="By">Who decided on it, or <c>policy</c>.</param>
public sealed record AdoptRollback(string Deployment, string Environment, string Reason, string By) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (!incident.Exists || !incident.Status.IsResponse) return Ruling.Of<IncidentEvent>();
        if (incident.Mitigation?.Deployment == Deployment || incident.OnItsWay() is not null)
            return Ruling.Of<IncidentEvent>();
        return Ruling.Of([
            .. incident.Status == IncidentStatus.Monitoring
                ? [new VerificationFailed($"it is rolled back after all: {Reason}")] : Array.Empty<IncidentEvent>(),
            new DecisionRecorded(Remedy.Rollback, Reason, ["rollback"], By),
            new MitigationStarted(Deployment, Environment)]);
    }
}
