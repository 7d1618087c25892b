using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>How often something is done: by the line for this severity, else by the guide's table, else by the line.
/// </summary>
internal static class Cadences
{
    public static TimeSpan? Of(Playbook playbook, Check check, Severity severity) =>
        Severities.Of(check.CadenceBySeverity, severity)
        ?? (check.Concept == DutyConcepts.Update ? Severities.RuleOf(playbook, severity)?.Cadence : null)
        ?? check.Cadence;
}

/// <summary>How often audiences are told, by the guide the incident keeps and how bad it is.</summary>
public static class UpdateCadence
{
    public static TimeSpan? Of(Playbook? playbook, Severity severity)
    {
        if (playbook is null) return null;
        var line = playbook.Checks.FirstOrDefault(c => c.Concept == DutyConcepts.Update
            && Cadences.Of(playbook, c, severity) is not null && DutyLines.Holds(playbook, c, severity));
        return line is null ? Severities.RuleOf(playbook, severity)?.Cadence : Cadences.Of(playbook, line, severity);
    }
}
