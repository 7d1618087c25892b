using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>The effect of a revision in sentences: what it adds and takes away, and for which releases.</summary>
internal static class DiffSentences
{
    private static readonly string[] Numbers =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly ImmutableArray<(ChangeKind Kind, string One, string Many)> Kept =
    [
        (ChangeKind.Renamed, "renames one line", "renames {0} lines"),
        (ChangeKind.Moved, "moves one line to another part", "moves {0} lines to another part"),
        (ChangeKind.Retimed, "changes the time of one line", "changes the time of {0} lines"),
        (ChangeKind.Reowned, "changes who does one line", "changes who does {0} lines"),
        (ChangeKind.Reconditioned, "changes when one line applies", "changes when {0} lines apply"),
        (ChangeKind.Remoded, "changes what one line becomes", "changes what {0} lines become"),
        (ChangeKind.Changed, "changes what shows that one line holds", "changes what shows that {0} lines hold"),
        (ChangeKind.Reworded, "words one line anew", "words {0} lines anew"),
    ];

    public static ImmutableArray<string> Of(PlaybookDiff diff)
    {
        if (diff.IsEmpty)
        {
            return ["This changes nothing that a release or an incident does."];
        }

        var settings = SettingChanges.Between(diff.Old, diff.New).ToList();
        List<string> said =
        [
            .. settings,
            .. Sums(diff, ChangeKind.Added, "adds", "to"),
            .. Sums(diff, ChangeKind.Removed, "removes", "from"),
            .. from kept in Kept
               let count = diff.Changes.Where(change => change.Kind == kept.Kind).Select(change => change.New!.Id)
                   .Distinct().Count()
               where count > 0
               select count == 1 ? kept.One : kept.Many.Replace("{0}", Number(count), StringComparison.Ordinal),
        ];
        return [.. said.Select(what => $"This {what}."), .. settings.Count == 0 ? Untouched(diff) : []];
    }

    private static IEnumerable<string> Sums(PlaybookDiff diff, ChangeKind kind, string verb, string where) =>
        from change in diff.Changes
        where change.Kind == kind
        let form = (change.New is null ? diff.Old : diff.New).FormOf(change.Check)
        group change by (Noun: NounOf(form), Where: PlaceOf(form, change.Check)) into same
        let count = same.Count()
        select $"{verb} {Number(count)} {(count == 1 ? same.Key.Noun : Many(same.Key.Noun))}"
            + (same.Key.Where.Length > 0 ? $" {where} {same.Key.Where}" : "");

    private static string NounOf(CheckForm form) => form switch
    {
        CheckForm.StepGate => "gate",
        CheckForm.Information or CheckForm.Owner or CheckForm.Authority => "line of information",
        CheckForm.Rollback => "step",
        CheckForm.Rule => "rule",
        CheckForm.Field => "field",
        _ => CheckForms.Name(form),
    };

    private static string PlaceOf(CheckForm form, Check check) => form switch
    {
        CheckForm.Field => "the release notes",
        CheckForm.Rule => "what counts as failed",
        CheckForm.Rollback => "every rollback",
        CheckForm.Decision when check.Phase == "rollback" => "every rollback",
        CheckForm.Duty or CheckForm.Clock or CheckForm.Decision =>
            check.Severity.Length > 0 ? $"incidents of severity {check.Severity} or worse" : "every incident",
        CheckForm.TypeRule or CheckForm.Information or CheckForm.Owner or CheckForm.Authority => "",
        _ => TypesOf(check) is { Length: > 0 } types ? $"{string.Join(" and ", types)} releases" : "every release",
    };

    // "… and nothing for patch and minor releases": only when everything that changed is about named types.
    private static IEnumerable<string> Untouched(PlaybookDiff diff)
    {
        var checks = diff.Changes.SelectMany(change => (Check?[])[change.Old, change.New]).OfType<Check>().ToList();
        var rest = string.Join(" and ", ((string[])["patch", "minor", "major"]).Where(
            type => !checks.Exists(check => Signing.HoldsFor(check.Condition, type))));
        return checks.Count > 0 && checks.TrueForAll(check => TypesOf(check).Length > 0) && rest.Length > 0
            ? [$"Nothing changes for {rest} releases."] : [];
    }

    private static string[] TypesOf(Check check) =>
        check.Condition is { Class: "type", Text: var types } ? types.Split(',') : [];

    private static string Many(string noun) => noun switch
    {
        "duty" => "duties",
        "line of information" => "lines of information",
        _ => noun + "s",
    };

    private static string Number(int count) => count < Numbers.Length ? Numbers[count]
        : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
