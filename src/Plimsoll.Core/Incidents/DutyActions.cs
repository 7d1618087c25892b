namespace Plimsoll.Core.Incidents;

/// <summary>What to do about a line: the sentence for people and the command to type.</summary>
public static class DutyActions
{
    public static string CommandFor(Incident incident, Duty duty)
    {
        var id = incident.Id;
        return duty.Check.Concept switch
        {
            DutyConcepts.Severity => $"plimsoll incident assess {id} --severity high --impact \"…\"",
            DutyConcepts.Commander => $"plimsoll incident lead {id}",
            DutyConcepts.Channel => $"plimsoll incident channel {id} --chat ADDRESS --call ADDRESS",
            DutyConcepts.InitialUpdate or DutyConcepts.Update => $"plimsoll incident update {id} --text \"…\"",
            DutyConcepts.Team => TeamCommand(incident, duty),
            DutyConcepts.Symptoms => $"plimsoll incident symptoms {id} --started TIME --text \"…\"",
            DutyConcepts.Suspects => $"plimsoll incident suspect {id} \"…\"",
            DutyConcepts.Decide or DutyConcepts.DecideRollback =>
                $"plimsoll incident decide {id} rollback --reason \"…\"",
            DutyConcepts.Execute => ExecuteCommand(incident),
            DutyConcepts.Verify or DutyConcepts.SmokeOfRollback or DutyConcepts.HealthOfRollback =>
                $"plimsoll incident verify {id} --note \"…\"",
            DutyConcepts.Restored => $"plimsoll incident resolve {id} --note \"…\"",
            DutyConcepts.FinalUpdate => $"plimsoll incident update {id} --final --text \"…\"",
            DutyConcepts.Retrospective => $"plimsoll incident retrospective {id} {MeetingWords(incident)}",
            DutyConcepts.RootCause or DutyConcepts.CauseOfRollback =>
                $"plimsoll incident review {id} root-cause --text \"…\"",
            DutyConcepts.Actions => $"plimsoll incident action {id} \"…\" --owner PERSON --due DATE",
            DutyConcepts.Runbooks => $"plimsoll incident runbook {id} --file PATH",
            DutyConcepts.Close => $"plimsoll incident close {id}",
            DutyConcepts.Timeline => $"plimsoll incident note {id} \"…\"",
            _ => $"plimsoll incident done {id} {duty.Check.Id} --note \"…\"",
        };
    }

    /// <summary>First people are invited; that the meeting has begun is seen, or somebody says it.</summary>
    private static string MeetingWords(Incident incident) =>
        incident.Review.Retrospective is { Cancelled: false } meeting && meeting.Start >= incident.ResolvedAt
            ? "--held TIME --note \"…\"" : "--at TIME";

    /// <summary>The roles still missing from the response; whether the Security Lead is needed comes first.</summary>
    private static string TeamCommand(Incident incident, Duty duty) =>
        incident.SecurityNeeded is null && duty.Check.Condition?.Only.Contains(IncidentRoles.Security) == true
            ? $"plimsoll incident security {incident.Id} not-needed --reason \"…\""
            : DutyEvidence.Needed(incident, duty.Check).FirstOrDefault(r => incident.Team.All(t => t.Role != r))
                is { } role
                ? $"plimsoll incident join {incident.Id} PERSON --role \"{role}\""
                : $"plimsoll incident join {incident.Id} PERSON --role ROLE";

    // What was decided before it was reopened, or before it turned out wrong, decides nothing now.
    private static string ExecuteCommand(Incident incident) => (incident.Status == IncidentStatus.Mitigating
        ? incident.Decision?.Remedy : null) switch
    {
        null => $"plimsoll incident decide {incident.Id} rollback --reason \"…\"",
        Remedy.Rollback => $"plimsoll incident rollback {incident.Id}",
        Remedy.Hotfix => $"plimsoll incident hotfix {incident.Id} VERSION",
        _ => $"plimsoll incident mitigated {incident.Id} --note \"…\"",
    };
}
