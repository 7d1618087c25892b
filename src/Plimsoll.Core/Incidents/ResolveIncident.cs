using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A person confirms that service is fully restored, after the checks have proposed it.</summary>
public sealed record ResolveIncident(string Note) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.NotResponding() is { } refusal) return refusal;
        if (now.BySystem) return Refusal.Forbidden("A person confirms that service is restored.");
        if (Gates(incident).ToList() is { Count: > 0 } missing)
            return Refusal.Blocked($"{incident.Id} cannot be resolved yet: {missing[0].Sentence}.", missing);
        return string.IsNullOrWhiteSpace(Note)
            ? Refusal.Invalid("Say how you know that service is restored.") : new IncidentResolved(Note.Trim());
    }

    /// <summary>What has to be true before it can be resolved.</summary>
    public static IEnumerable<Blocker> Gates(Incident incident)
    {
        if (incident.Decision is null)
            yield return new Blocker("incident.decision", "nobody has decided how the harm is ended",
                "Incident Commander", $"plimsoll incident decide {incident.Id} rollback --reason \"…\"", 0);
        else if (incident.Status != IncidentStatus.Monitoring)
            yield return new Blocker("incident.mitigation", "the mitigation is not finished", "Incident Commander",
                $"plimsoll incident next {incident.Id}", 0);
        else if (incident.Mitigation?.VerifiedAt is null)
            yield return new Blocker("incident.verification", "the mitigation is not verified yet",
                "QA/Testing Specialist", $"plimsoll incident verify {incident.Id} --note \"…\"", 0);
    }
}

public sealed record IncidentResolved(string Note) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident.To(IncidentStatus.Resolved) with
    {
        ResolvedAt = moment.At,
        Times = incident.Times with { Restored = moment.At, Resolved = moment.At },
    }).Tell(moment, "Resolved: service is restored", Note, EntryKind.Good);
}

/// <summary>It is back, or was never over; also one that was cancelled by mistake.</summary>
public sealed record ReopenIncident(string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Status != IncidentStatus.Cancelled && incident.Over() is { } refusal ? refusal
        : incident.Status.IsResponse ? Refusal.Invalid($"{incident.Id} is {incident.Status.Word}; it is open.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why it is opened again.")
        : new IncidentReopened(Reason.Trim());
}

public sealed record IncidentReopened(string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident.To(IncidentStatus.Investigating) with
        {
            Reopened = incident.Reopened + 1, CadenceFrom = moment.At, ResolvedAt = null, Mitigation = null,
            EndReason = "",
            Times = incident.Times with { Restored = null, Resolved = null, Mitigated = null },
        }).Tell(moment, "Reopened", Reason, EntryKind.Alarm);
}

/// <summary>It is the same as another one, which goes on for both.</summary>
public sealed record MergeIncident(string Into, string Reason) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } refusal) return refusal;
        if (Into == incident.Id) return Refusal.Invalid("An incident cannot be merged into itself.");
        var other = readings.Of<Incident>(Incident.StreamOf(Into));
        if (!other.Exists) return Refusal.NotFound($"There is no incident {Into}.");
        if (other.Status.IsOver) return Refusal.TooLate($"{Into} is {other.Status.Word}; merge into one that goes on.");
        if (!GoesOnFor(incident, other))
            return Refusal.Invalid($"{Into} is {other.Status.Word}: nobody is called for it any more, and "
                + $"{incident.Id} is {incident.Status.Word}. Merge {Into} into {incident.Id}, or open it again first: "
                + $"`plimsoll incident reopen {Into} --reason \"…\"`.");
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why they are the same.");
        return incident.OnItsWay() is { } going ? going : new IncidentMerged(Into, Reason.Trim());
    }

    /// <summary>Whether the people whom an incident keeps busy are kept busy by the other one.</summary>
    public static bool GoesOnFor(Incident incident, Incident other) =>
        other.Status.IsResponse || !incident.Status.IsResponse && !other.Status.IsOver;
}

public sealed record IncidentMerged(string Into, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident.To(IncidentStatus.Merged) with { MergedInto = Into, EndReason = Reason })
            .Tell(moment, $"Merged into {Into}", Reason);
}

/// <summary>It was none.</summary>
public sealed record CancelIncident(string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why it is no incident.")
        : incident.OnItsWay() is { } going ? going
        : new IncidentCancelled(Reason.Trim());
}

public sealed record IncidentCancelled(string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident.To(IncidentStatus.Cancelled) with { EndReason = Reason }).Tell(moment, "Cancelled", Reason);
}
