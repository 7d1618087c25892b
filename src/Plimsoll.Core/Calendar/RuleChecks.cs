using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>What a window or a freeze has to be.</summary>
internal static partial class RuleChecks
{
    private const int LongestTitle = 100;
    private const int MostExempt = 20;

    /// <summary>Why there is no such calendar; null: there is.</summary>
    public static Refusal? Place(string text, Readings readings)
    {
        if (!Scope.TryRead(text, out var scope) || scope.Value != text) return Refusal.Invalid(Scope.Rule);
        if (scope.ServiceName is not { Length: > 0 } name) return null;
        if (readings.Of<Service>(Service.StreamOf(name)).Definition is not { } service)
            return Refusal.NotFound($"There is no service {name}; `plimsoll service list` shows them.");
        return scope == Scope.Service(name) || service.Environments.Any(e => scope == Scope.Environment(name, e.Name))
            ? null
            : Refusal.NotFound($"{name} has no such environment; it has "
                + $"{string.Join(", ", service.Environments.Select(e => e.Name))}.");
    }

    public static Refusal? Wrong(
        string id, RuleKind kind, string title, Schedule schedule, ImmutableArray<string> exempt)
    {
        if (!Id().IsMatch(id))
            return Refusal.Invalid($"\"{id}\" cannot name a rule; take small letters, digits and -, such as year-end.");
        if (string.IsNullOrWhiteSpace(title) || title.Trim().Length > LongestTitle)
            return Refusal.Invalid($"Give it a title of at most {LongestTitle} characters; whoever waits reads it.");
        if (schedule.Wrong() is { Length: > 0 } wrong) return Refusal.Invalid(wrong);
        if (kind == RuleKind.Window && schedule.IsOpenEnded)
            return Refusal.Invalid("A window needs an end or a duration.");
        if (kind == RuleKind.Window && !exempt.IsEmpty)
            return Refusal.Invalid("Only a freeze exempts somebody; a patch needs no window anyway.");
        return exempt.Length > MostExempt || exempt.Any(word => !Exemption.IsOne(word))
            ? Refusal.Invalid(Exemption.Rule) : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Id();
}
