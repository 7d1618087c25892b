using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What a compiled line becomes: a gate of the release, a gate of a step, a step, the verification of a
/// deployment, a policy of the lane, a part of a rollback, a duty; or nothing that anybody has to do.</summary>
public enum LineUse { None, Gate, StepGate, Step, Verification, Policy, Rollback, Duty }

/// <summary>The table of what becomes what (<c>uses.tsv</c>), the only place that says so.</summary>
public static class LineUses
{
    private static readonly ImmutableArray<Row> Rows =
    [
        .. Tsv.Shipped("uses.tsv").Select(row => new Row(
            Enum.Parse<LineUse>(row["use"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            Tsv.List(row["phases"]),
            [.. Tsv.List(row["kinds"]).Select(kind => Enum.Parse<CheckKind>(kind, ignoreCase: true))])),
    ];

    private static readonly ImmutableArray<string> Shipping = ["deploy", "rollout", "verify", "communicate"];

    /// <summary>The line about updates; a guide's table of severities may set its clock.</summary>
    public const string StatusUpdate = "status-update";

    /// <summary>Every pair of phase and kind the table speaks of.</summary>
    public static IEnumerable<(string Phase, CheckKind Kind, LineUse Use)> Table =>
        from row in Rows from phase in row.Phases from kind in row.Kinds select (phase, kind, row.Use);

    public static LineUse Of(string phase, CheckKind kind) =>
        Rows.FirstOrDefault(row => row.Kinds.Contains(kind) && Kinds.IsIn(phase, row.Phases))?.Use ?? LineUse.None;

    /// <summary>What a line of a playbook becomes; one that says nothing to do becomes nothing.</summary>
    public static LineUse UseOf(this Playbook playbook, Check check) =>
        check.Mode == CheckMode.Info ? LineUse.None : Of(PhaseOf(playbook, check), check.Kind);

    /// <summary>The lines that become this, in the guide's order.</summary>
    public static IEnumerable<Check> Lines(this Playbook? playbook, params ImmutableArray<LineUse> uses) =>
        playbook is null ? [] : playbook.Checks.Where(check => uses.Contains(playbook.UseOf(check)));

    /// <summary>It comes back again and again while an incident goes on.</summary>
    public static bool ComesBack(this Playbook playbook, Check check) =>
        check.Cadence is not null || !check.CadenceBySeverity.IsEmpty
        || check.Concept == StatusUpdate && playbook.Severities.Any(rule => rule.Cadence is not null);

    /// <summary>The lines a line holds together; it is done when they are.</summary>
    public static ImmutableArray<Check> ChildrenOf(this Playbook playbook, Check check) =>
        [.. playbook.Checks.Where(child => child.Group != "" && child.Group == check.Id)];

    /// <summary>The line that has to be done before this one where a group is worked in order; null for none.</summary>
    /// <remarks>What is only advised, and what does not hold for this type of release, is stepped over.</remarks>
    /// <param name="type">Empty: of no release.</param>
    public static Check? Before(this Playbook playbook, Check check, string type = "")
    {
        if (check.Group == "" || playbook.Find(check.Group) is not { InOrder: true } parent) return null;
        var children = playbook.ChildrenOf(parent);
        var at = children.FindIndex(child => child.Id == check.Id);
        return children.Take(Math.Max(0, at)).LastOrDefault(
            child => !Signing.Advises(child) && (type == "" || Signing.HoldsFor(child.Condition, type)));
    }

    private static string PhaseOf(Playbook playbook, Check check)
    {
        if (Rows.Any(row => Kinds.IsIn(check.Phase, row.Phases))) return check.Phase;
        var first = playbook.Checks.FindIndex(c => Kinds.IsIn(c.Phase, Shipping));
        return first >= 0 && playbook.Checks.IndexOf(check) > first ? "deploy" : "pre-release";
    }

    private sealed record Row(LineUse Use, ImmutableArray<string> Phases, ImmutableArray<CheckKind> Kinds);

    private static int FindIndex(this ImmutableArray<Check> checks, Predicate<Check> match)
    {
        for (var at = 0; at < checks.Length; at++) if (match(checks[at])) return at;
        return -1;
    }
}
