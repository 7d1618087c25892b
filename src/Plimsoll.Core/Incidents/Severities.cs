using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>How bad it is, in the guide's words and tables.</summary>
public static class Severities
{
    /// <summary>The house's severity behind a name, also where the guide has names of its own; null for none.</summary>
    public static Severity? Read(Playbook playbook, string name)
    {
        var rule = playbook.Severities.FirstOrDefault(
            s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
        return Enum.TryParse<Severity>(rule?.Severity ?? name, ignoreCase: true, out var found)
            && Enum.IsDefined(found) ? found : null;
    }

    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>What a table by severity says for this one; null where it says nothing.</summary>
    internal static TimeSpan? Of(ImmutableSortedDictionary<string, TimeSpan> table, Severity severity) =>
        table.TryGetValue(Word(severity), out var found) ? found : null;

    internal static SeverityRule? RuleOf(Playbook playbook, Severity severity) =>
        playbook.Severities.FirstOrDefault(s => s.Severity == Word(severity));
}

/// <summary>It became worse or better.</summary>
public sealed record SeverityChange(DateTimeOffset At, Severity Before, Severity After);
