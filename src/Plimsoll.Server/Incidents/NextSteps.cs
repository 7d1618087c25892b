using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Incidents;

/// <summary>What is to be done about an incident now, by whom, and what to type; the most urgent first.</summary>
public static class NextSteps
{
    public static NextView Of(Incident incident, World world, DateTimeOffset at) => new(
        incident.Id, incident.Title, incident.Status.Word, incident.Severity.ToString().ToLowerInvariant(),
        Due(incident, world, at), Life(incident, world, at));

    /// <summary>In one sentence, for a list.</summary>
    public static string Sentence(Incident incident, World world, DateTimeOffset at) =>
        Due(incident, world, at).FirstOrDefault(s => s.State is not ("kept" or "arranged")) is { } first
            ? first.DueWords == "" ? first.Sentence : $"{first.Sentence}, {first.DueWords}"
            : Life(incident, world, at)?.Sentence ?? "Nothing is left to do";

    /// <summary>"in 4 min", "11 min late"; empty without a clock.</summary>
    public static string DueWords(DateTimeOffset? due, DateTimeOffset at) => due is not { } known ? ""
        : known > at ? $"in {Words.Span(known - at)}" : $"{Words.Span(at - known)} late";

    private static ImmutableArray<NextStepView> Due(Incident incident, World world, DateTimeOffset at)
    {
        var (service, life) = (ServiceOf(incident, world), Life(incident, world, at));
        var duties = from duty in IncidentDuties.Of(incident, IncidentViews.PlaybookOf(incident, world), at)
                     where duty.IsOpen && duty.Check.Concept is not (DutyConcepts.Timeline or DutyConcepts.Close)
                     where duty.Due is not null || !Waits(incident, duty)
                     select Step(incident, service, duty, at) is var step && Waits(incident, duty)
                         ? step with { Command = life?.Command ?? step.Command } : step;
        return
        [
            .. duties.Concat(Items(incident, at))
                .OrderBy(s => s.State switch { "overdue" => 0, "open" => 1, _ => 2 })
                .ThenBy(s => s.Due ?? DateTimeOffset.MaxValue),
        ];
    }

    private static NextStepView Step(
        Incident incident, ServiceDefinition? service, Duty duty, DateTimeOffset at) => new(
        duty.IsArranged ? $"{duty.Check.Text}: {duty.Evidence}" : duty.Check.Text,
        StateOf(duty, at), duty.Due, DueWords(duty.Due, at),
        duty.Roles, Responsible.People(incident, service, duty.Roles), DutyActions.CommandFor(incident, duty),
        duty.Check.Line, duty.Check.Origin);

    /// <summary>What repeats and was done lately is kept: nothing to do about it until its owner is nudged.</summary>
    private static string StateOf(Duty duty, DateTimeOffset at) =>
        duty.State == DutyState.Overdue ? "overdue"
        : duty.IsArranged ? "arranged"
        : duty.Repeats && duty is { From: { } from, Due: { } due }
            && at < DutyRungs.NudgeAt(from, due) ? "kept" : "open";

    /// <summary>Its own command would be refused: the incident has to come further first.</summary>
    private static bool Waits(Incident incident, Duty duty) => duty.Check.Concept switch
    {
        DutyConcepts.Verify => incident.Status != IncidentStatus.Monitoring,
        DutyConcepts.Restored => ResolveIncident.Gates(incident).Any(),
        _ => false,
    };

    /// <summary>Action items once the harm is over; a closed incident still waits for them.</summary>
    private static IEnumerable<NextStepView> Items(Incident incident, DateTimeOffset at) =>
        from item in incident.Review.Actions
        where !item.IsDone && !incident.Status.IsResponse
            && incident.Status is not (IncidentStatus.Merged or IncidentStatus.Cancelled)
        let due = new DateTimeOffset(item.Due.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
        select new NextStepView(
            $"Action item {item.Number}: {item.Text}", due <= at ? "overdue" : "open", due, DueWords(due, at), [],
            [item.Owner], $"plimsoll incident action-done {incident.Id} {item.Number} --note \"…\"", 0, "");

    /// <summary>The step that takes the incident itself to its next status.</summary>
    private static NextStepView? Life(Incident incident, World world, DateTimeOffset at)
    {
        var (id, playbook) = (incident.Id, IncidentViews.PlaybookOf(incident, world));
        var (sentence, command, concept) = incident switch
        {
            { Status: IncidentStatus.Closed or IncidentStatus.Merged or IncidentStatus.Cancelled } => ("", "", ""),
            { Status: IncidentStatus.Resolved } => ("Send the final update: it opens the review",
                $"plimsoll incident update {id} --final --text \"…\"", DutyConcepts.FinalUpdate),
            { Status: IncidentStatus.Reviewing } => Closing(incident, world, at),
            { Status: IncidentStatus.Monitoring, Mitigation.VerifiedAt: null } => (Watched(incident),
                $"plimsoll incident verify {id} --note \"…\"", DutyConcepts.Verify),
            { Status: IncidentStatus.Monitoring } => ("Confirm that service is restored",
                $"plimsoll incident resolve {id} --note \"…\"", DutyConcepts.Restored),
            { Status: IncidentStatus.Mitigating } => Executing(incident),
            _ => ("Decide how the harm is ended: rollback, hotfix, workaround or none",
                $"plimsoll incident decide {id} rollback --reason \"…\"", DutyConcepts.Decide),
        };
        return sentence == "" ? null : new NextStepView(
            sentence, "open", null, "", [IncidentRoles.Commander],
            Responsible.People(incident, ServiceOf(incident, world), [IncidentRoles.Commander]), command,
            playbook?.LineOf(concept) ?? 0, playbook?.Checks.FirstOrDefault(c => c.Concept == concept)?.Origin ?? "");
    }

    private static (string, string, string) Closing(Incident incident, World world, DateTimeOffset at)
    {
        var gates = CloseIncident.Gates(incident, IncidentViews.PlaybookOf(incident, world), at).ToList();
        return gates is [var first, ..]
            ? ($"Before it can be closed: {first.Sentence}", first.Command, DutyConcepts.Close)
            : ("Close it: the review is complete", $"plimsoll incident close {incident.Id}", DutyConcepts.Close);
    }

    private static string Watched(Incident incident) => incident.Mitigation is { SampledAt: not null } watched
        ? $"The smoke tests were green for {Words.Span(watched.Green)} of {Words.Span(SampleMitigation.Hold)}; " +
            "wait for them, or vouch for what you see"
        : "Look whether it helped, and say what you see";

    private static (string, string, string) Executing(Incident incident) => incident switch
    {
        { Mitigation: { Deployment: not "" and var run, FinishedAt: null } } =>
            ($"{run} is on its way", $"plimsoll deployment watch {run}", DutyConcepts.Execute),
        { Decision.Remedy: Remedy.Rollback } =>
            ("Run the rollback that was decided", $"plimsoll incident rollback {incident.Id}", DutyConcepts.Execute),
        { Decision.Remedy: Remedy.Hotfix, Hotfixes: [.., var patch] } =>
            ($"Ship the hotfix {patch}", $"plimsoll release ship {incident.Service} {patch}", DutyConcepts.Execute),
        { Decision.Remedy: Remedy.Hotfix } =>
            ("Open the hotfix", $"plimsoll incident hotfix {incident.Id} VERSION", DutyConcepts.Execute),
        _ => ("Say when the workaround is in place",
            $"plimsoll incident mitigated {incident.Id} --note \"…\"", DutyConcepts.Execute),
    };

    private static ServiceDefinition? ServiceOf(Incident incident, World world) =>
        world.ServiceOf(incident.Service);
}
