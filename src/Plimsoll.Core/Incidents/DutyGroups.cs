using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Incidents;

/// <summary>Lines that stand under another one: it is done when they are, and in its order.</summary>
internal static class DutyGroups
{
    public static Duty Of(Duty duty, ImmutableArray<Duty> all, Playbook playbook)
    {
        if (duty.IsMissing && Before(duty, all, playbook) is { } before)
            return duty with { Evidence = $"comes after line {before.Check.Line}: {before.Check.Text}" };
        var lines = all.Where(d => d.Check.Group == duty.Check.Id && d.Check.Id != duty.Check.Id
            && !Signing.Advises(d.Check)).ToList();
        if (lines.Count == 0 || !duty.IsMissing || Signing.NeedsWord(duty.Check)) return duty;
        return lines.Any(d => d.IsMissing)
            ? duty with { Evidence = $"{lines.Count(d => d.IsMissing)} of its {lines.Count} lines are open" }
            : duty with
            {
                State = DutyState.Done, DoneAt = lines.Max(d => d.DoneAt),
                Evidence = $"all {lines.Count} lines of it are done",
            };
    }

    /// <summary>The line before it, where the group is worked in order and that one is not done.</summary>
    public static Duty? Before(Duty duty, ImmutableArray<Duty> all, Playbook playbook) =>
        playbook.Before(duty.Check) is { } check && all.FirstOrDefault(d => d.Check.Id == check.Id) is
            { IsMissing: true } before ? before : null;
}
