using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What is different about a check that both revisions have. Where it stands is no difference.</summary>
internal static class CheckChanges
{
    public static IEnumerable<CheckChange> Between(Playbook before, Check old, Playbook after, Check now)
    {
        if (CheckPairs.IdentityOf(old) != CheckPairs.IdentityOf(now))
            yield return Say(ChangeKind.Renamed, old.Text, now.Text);
        else if (old.Text != now.Text) yield return Say(ChangeKind.Reworded, old.Text, now.Text);
        foreach (var (kind, was, becomes) in (ImmutableArray<(ChangeKind, string, string)>)
        [
            (ChangeKind.Moved, old.Phase, now.Phase),
            (ChangeKind.Retimed, TimeOf(old), TimeOf(now)),
            (ChangeKind.Reowned, PeopleOf(old), PeopleOf(now)),
            (ChangeKind.Reconditioned, ConditionOf(old), ConditionOf(now)),
            (ChangeKind.Remoded, ModeOf(before, old), ModeOf(after, now)),
            (ChangeKind.Changed, RulesOf(old, now), RulesOf(now, old)),
        ])
        {
            var same = was == becomes || (kind == ChangeKind.Reowned && SamePeople(old, now));
            if (!same) yield return Say(kind, was, becomes);
        }

        CheckChange Say(ChangeKind kind, string was, string becomes) => new(kind, old, now, was, becomes);
    }

    private static string TimeOf(Check check) => Said(
        GuideColumns.DeadlineOf(check),
        GuideColumns.CadenceOf(check),
        check is { Observe: { } watch } and ({ Cadence: not null } or { Repeats.Length: > 0 })
            ? $"for {Durations.Write(watch)}" : "",
        Lengths("due", check.DueBySeverity));

    // "PM" and "Product Manager" are one role.
    private static bool SamePeople(Check old, Check now) =>
        PeopleOf(Meant(old)) == PeopleOf(Meant(now));

    private static Check Meant(Check check) => check with
    {
        Owners = [.. Owners.Of(check).Select(Owners.NameOf)], Deputies = [.. check.Deputies.Select(Owners.NameOf)],
        Approvers = [.. Owners.ApproversOf(check).Select(Owners.NameOf)],
    };

    private static string PeopleOf(Check check) => Said(
        string.Join(", ", Owners.Of(check)),
        List("stands in", check.Deputies),
        Word(check.Attested ? "attested by" : "accepted by",
            string.Join(check.AnyApprover ? " or " : ", ", Owners.ApproversOf(check))),
        List("to", check.Audience));

    private static string ConditionOf(Check check) => check.Condition is { } condition
        ? $"{condition.Class}: {condition.Text}"
            + (condition.Advised.Length == 0 ? "" : $"; advised for {condition.Advised}")
            + (condition.Only.IsEmpty ? "" : $" ({string.Join(", ", condition.Only)})")
        : "always";

    /// <summary>What it becomes, in short.</summary>
    public static string ModeOf(Playbook playbook, Check check) =>
        $"{CheckForms.Name(playbook.FormOf(check))}, {CheckJson.Name(check.Mode)}";

    private static string RulesOf(Check check, Check other) => Said(
        check.Evidence,
        // What the product knows it as is its name where it was given none; then it is renamed.
        CheckPairs.IdentityOf(check) == CheckPairs.IdentityOf(other) && check.Concept != other.Concept
            ? Word("known as", check.Concept) : "",
        check.Percents.IsEmpty ? "" : string.Join(", ", check.Percents.Select(part => $"{Number(part)}%")),
        Word("in group", check.Group), Word("from severity", check.Severity), Word("blocks", check.Blocks),
        Word("waived by", check.WaivedBy),
        Word("bound to", string.Join(", ", check.Bindings.Select(bound => $"{bound.Key} {bound.Value}"))), check.InOrder ? "in order" : "",
        check.GoodFor is { } good ? $"good for {Durations.Write(good)}" : "");

    private static string Lengths(string what, ImmutableSortedDictionary<string, TimeSpan> lengths) =>
        Word(what, string.Join(", ", lengths.Select(pair => $"{pair.Key} {Durations.Write(pair.Value)}")));

    private static string List(string what, ImmutableArray<string> names) => Word(what, string.Join(", ", names));

    private static string Word(string what, string said) => said.Length == 0 ? "" : $"{what} {said}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Said(params string[] parts) => string.Join("; ", parts.Where(part => part.Length > 0));
}
