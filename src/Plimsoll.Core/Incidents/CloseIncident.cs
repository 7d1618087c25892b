using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Ends the review: every line of it is done, or left out with a reason.</summary>
public sealed record CloseIncident : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (now.BySystem) return Refusal.Forbidden("A person closes an incident.");
        var playbook = readings.Of<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
        var missing = Gates(incident, playbook, now.At).ToList();
        return missing.Count > 0
            ? Refusal.Blocked($"{incident.Id} cannot be closed yet: {missing[0].Sentence}.", missing)
            : new IncidentClosed();
    }

    /// <summary>What is left before closing: the guide's lines, and what the house asks of every review.</summary>
    public static IEnumerable<Blocker> Gates(Incident incident, Playbook? playbook, DateTimeOffset at)
    {
        if (incident.Status.IsResponse)
        {
            foreach (var gate in ResolveIncident.Gates(incident)) yield return gate;
            yield return new Blocker("incident.resolved", "the incident is not resolved", "Incident Commander",
                $"plimsoll incident resolve {incident.Id} --note \"…\"",
                playbook?.LineOf(DutyConcepts.Restored) ?? 0);
            yield break;
        }
        if (incident.Status == IncidentStatus.Resolved)
            yield return House(incident, DutyConcepts.FinalUpdate, "the final update is not sent", playbook);
        var duties = IncidentDuties.Of(incident, playbook, at);
        foreach (var duty in duties.Where(d => d.IsMissing && IncidentDuties.IsOfReview(d.Check)
            && !Signing.Advises(d.Check)
            && d.Check.Concept is not (DutyConcepts.Close or DutyConcepts.FinalUpdate)))
            yield return new Blocker($"incident.{duty.Check.ShortId}",
                duty.IsArranged ? $"the retrospective {duty.Evidence}" : $"{duty.Check.Text} is not done",
                string.Join(" or ", duty.Roles), DutyActions.CommandFor(incident, duty), duty.Check.Line);
        foreach (var (concept, sentence) in Asked)
            if (duties.All(d => d.Check.Concept != concept) && !IsDone(incident, concept, at))
                yield return House(incident, concept, sentence, playbook);
        if (incident.Channel is { Archive: "" })
            yield return new Blocker("incident.channel", "the channel is not archived", IncidentRoles.Commander,
                $"plimsoll incident archive {incident.Id} --where ADDRESS", playbook?.LineOf(DutyConcepts.Close) ?? 0);
    }

    /// <summary>What every review needs, also where the guide has no line for it.</summary>
    private static (string Concept, string Sentence)[] Asked =>
    [
        (DutyConcepts.RootCause, "the root cause is not written"),
        (DutyConcepts.Actions, "there are no action items, nor a reason for none"),
        (DutyConcepts.Runbooks, "nobody has said what the runbooks learnt"),
    ];

    private static bool IsDone(Incident incident, string concept, DateTimeOffset at) =>
        DutyEvidence.Of(incident, GuideSettings.House, Bare(concept), DutyRecord.None, at) is not null;

    private static Blocker House(Incident incident, string concept, string sentence, Playbook? playbook) => new(
        $"incident.{concept}", sentence, IncidentRoles.Commander,
        DutyActions.CommandFor(incident, new Duty(
            Bare(concept), DutyState.Open, null, null, null, "", "", DutyRecord.None)),
        playbook?.LineOf(concept) ?? 0);

    private static Check Bare(string concept) => new(
        0, "", "incident.close", CheckKind.Task, concept, concept, "", CheckMode.Manual, [], [], [], null, null, null,
        concept, HouseDefaults.Origin);
}

public sealed record IncidentClosed : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident.To(IncidentStatus.Closed) with
    {
        Times = incident.Times with { Closed = moment.At },
    }).Tell(moment, "Closed", "", EntryKind.Good);
}
