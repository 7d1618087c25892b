using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>The guide's checklist on a page: each line with its form right there.</summary>
internal static class LineViews
{
    public static IReadOnlyList<ChecklistView> Of(IncidentSeen seen)
    {
        var next = seen.Urgent.FirstOrDefault();
        return [.. seen.Duties.GroupBy(d => d.Check.Phase).Select(phase => new ChecklistView(
            IncidentClocks.PhaseTitle(phase.Key), $"phase-{phase.Key[(phase.Key.LastIndexOf('.') + 1)..]}",
            $"{phase.Count(d => !d.IsMissing)} of {phase.Count()}",
            phase.Where(d => d.IsOpen && !d.Repeats).Min(d => d.Due),
            [.. phase.Select(d => Row(seen, d, d == next))]))];
    }

    public static NextView? Next(IncidentSeen seen)
    {
        if (seen.Urgent.FirstOrDefault() is not { } duty) return null;
        return new NextView(IncidentSigns.Of(duty), duty.Check.Text, $"{seen.Who(duty)}. {duty.Check.Origin.Capital}.",
            duty.Due, FormOf(seen, duty), DutyActions.CommandFor(seen.Incident, duty), HrefOf(seen, duty));
    }

    /// <summary>One line is left out by whoever leads, with a reason.</summary>
    public static FormView? Waive(IncidentSeen seen)
    {
        var may = seen.Duties.Where(d => d.IsMissing && d.Check.Concept
            is not (DutyConcepts.Close or DutyConcepts.Restored or DutyConcepts.FinalUpdate)).ToList();
        return may.Count == 0 ? null : seen.Offer("waive-duty", "Leave a line out", "Leave it out",
            new WaiveDuty(may[0].Check.Id, "…"),
            Choice("duty", "Line", "", may.Select(d => (d.Check.Id, d.Check.Text))),
            Line("reason", "Why; the review reads it"));
    }

    /// <summary>Where its form stands when that is on another card or page.</summary>
    public static string HrefOf(IncidentSeen seen, Duty duty) => duty.Check.Concept switch
    {
        DutyConcepts.RootCause or DutyConcepts.CauseOfRollback => $"{seen.Review}#section-{Sections.RootCause}",
        DutyConcepts.Close => $"{seen.Review}#closing",
        _ => "",
    };

    public static string IdOf(Duty duty) =>
        duty.Check.Concept == DutyConcepts.Restored ? "resolve" : duty.Check.ShortId;

    private static LineView Row(IncidentSeen seen, Duty duty, bool next) => new(
        IdOf(duty),
        IncidentSigns.Of(duty), duty.State is DutyState.Done or DutyState.Waived or DutyState.NotApplicable, next,
        duty.Check.Text, Who(seen, duty), duty.Evidence, duty.Check.Origin, duty.IsOpen ? duty.Due : null,
        duty.IsOpen ? FormOf(seen, duty) : null,
        duty.IsMissing && !seen.Incident.Status.IsOver ? DutyActions.CommandFor(seen.Incident, duty) : "");

    private static string Who(IncidentSeen seen, Duty duty) =>
        !duty.IsMissing && duty.DoneAt is { } at
            ? $"{(duty.DoneBy == "" ? "" : Words.Person(duty.DoneBy) + ", ")}{Words.TimeOfDay(at)[..5]}"
            : seen.Who(duty);

    private static FormView? FormOf(IncidentSeen seen, Duty duty) => duty.Check.Concept switch
    {
        DutyConcepts.Severity => seen.Assess(),
        DutyConcepts.Commander => seen.TakeCommand(),
        DutyConcepts.Channel => seen.Channel(),
        DutyConcepts.InitialUpdate or DutyConcepts.Update or DutyConcepts.FinalUpdate => UpdateComposer.Form(seen),
        DutyConcepts.Team => Team(seen, duty),
        DutyConcepts.Symptoms => seen.Symptoms(),
        DutyConcepts.Suspects => seen.Suspect(),
        DutyConcepts.Decide or DutyConcepts.DecideRollback => seen.Decide(),
        DutyConcepts.Execute => seen.Execute(),
        DutyConcepts.Verify or DutyConcepts.SmokeOfRollback or DutyConcepts.HealthOfRollback => seen.Vouch(),
        DutyConcepts.Restored => seen.Resolve(),
        DutyConcepts.Retrospective => seen.Schedule(),
        DutyConcepts.Actions => seen.AddAction(),
        DutyConcepts.Runbooks => seen.Runbooks(),
        DutyConcepts.Timeline => seen.Note(),
        DutyConcepts.RootCause or DutyConcepts.CauseOfRollback => seen.Edit(Sections.RootCause),
        DutyConcepts.Close => null,
        // Whether it applies is said by whoever does not tick it.
        _ when Signing.IsAsked(duty.Check.Condition) && duty.Record.DoneAt is null => seen.Offer(
            $"answer-{duty.Check.ShortId}", "answer-duty", duty.Check.Text, "Say so",
            new AnswerDuty(duty.Check.Id, false, "…"), Hidden("duty", duty.Check.Id),
            Choice("answer", "It", "", [("done", "is done"), ("no", $"does not apply ({duty.Check.Condition?.Text})")]),
            Line("note", "What was done, or why it does not apply")),
        _ => seen.Offer($"done-{duty.Check.ShortId}", "complete-duty", duty.Check.Text, "It is done",
            new CompleteDuty(duty.Check.Id, "…"), Hidden("duty", duty.Check.Id), Line("note", "What was done")),
    };

    /// <summary>Whether the Security Lead is needed comes first, then each role that nobody has.</summary>
    private static FormView? Team(IncidentSeen seen, Duty duty) => seen.Security()
        ?? seen.Join(duty.Check.Owners.Select(Core.Guide.Owners.NameOf).Where(r => r != IncidentRoles.Commander
            && (r != IncidentRoles.Security || seen.Incident.SecurityNeeded == true))
            .FirstOrDefault(r => seen.Incident.Team.All(t => t.Role != r)) ?? "Developers");
}
