using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>The lines of a playbook that are duties of an incident: its checklist, and what a rollback asks of people.
/// </summary>
public static class DutyLines
{
    // What the product does by itself when something is rolled back; the record shows it without a duty.
    private static readonly string[] Engine = ["incident-open", "page-on-call", "rollback"];

    private static readonly string[] Review =
    [
        DutyConcepts.FinalUpdate, DutyConcepts.Retrospective, DutyConcepts.RootCause, DutyConcepts.Actions,
        DutyConcepts.Runbooks, DutyConcepts.Close, DutyConcepts.CauseOfRollback,
    ];

    public static ImmutableArray<Check> Of(Playbook playbook)
    {
        var own = playbook.Lines(LineUse.Duty).ToList();
        var said = own.Select(c => c.Concept).ToHashSet();
        if (said.Contains(DutyConcepts.RootCause)) said.Add(DutyConcepts.CauseOfRollback);
        // The same thing said in both parts is one duty.
        return
        [
            .. own, .. playbook.Lines(LineUse.Rollback)
                .Where(c => c.Concept == "" || !Engine.Contains(c.Concept) && !said.Contains(c.Concept)),
        ];
    }

    /// <summary>Part of the review: its clocks start when the incident is resolved.</summary>
    public static bool IsOfReview(Check check) => check.Phase.EndsWith(".close", StringComparison.Ordinal)
        || check.Phase == "rollback" && Review.Contains(check.Concept);

    /// <summary>Whether a line holds while it is so bad.</summary>
    public static bool Holds(Playbook playbook, Check check, Severity severity) =>
        Severities.Read(playbook, check.Severity) is not { } least || severity >= least;
}
