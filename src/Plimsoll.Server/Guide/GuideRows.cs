using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Guide;

/// <summary>The guide's lines, each beside what it became.</summary>
/// <param name="Kept">How lines were kept lately; null where that is not told.</param>
/// <param name="New">Ids of checks that a revision adds or changes.</param>
internal sealed record GuideRows(Playbook Playbook, string Text, ImmutableArray<Lint> Lint)
{
    /// <summary>A longer guide is read in a terminal.</summary>
    public const int Most = 2000;

    public KeptLines? Kept { get; init; }

    public ImmutableHashSet<string> New { get; init; } = [];

    public IReadOnlyList<GuideRow> Rows()
    {
        var checks = Playbook.Checks.Where(check => check.Line > 0).ToLookup(check => check.Line);
        var lint = Lint.Where(Inline).ToLookup(one => one.Line);
        var lines = Text.Length > 0 ? Lines() : [.. checks.Select(line => (line.Key, line.First().Text))];
        return [.. lines.Take(Most).Select(line => Row(line.Number, line.Text, checks, lint))];
    }

    public string Cut => Text.AsSpan().Count('\n') > Most
        ? $"Only the first {Most} lines are shown; `plimsoll guide check FILE` tells all of them." : "";

    // Remarks that need somebody stand at their line; the others are counted in their tab.
    private static bool Inline(Lint lint) => lint.Level is "error" or "warn" || lint.Code == "COND";

    private List<(int Number, string Text)> Lines() =>
    [
        .. Text.ReplaceLineEndings("\n").Split('\n').Select((text, at) => (Number: at + 1, Text: text.Trim()))
            .Where(line => line.Text.Length > 0),
    ];

    private GuideRow Row(int line, string text, ILookup<int, Check> checks, ILookup<int, Lint> lint)
    {
        var heading = text.StartsWith('#');
        return new GuideRow(
            line, text, heading, heading ? Summary(line, checks) : "",
            [.. checks[line].Select(Of)], [.. lint[line].Select(ProblemOf)],
            checks[line].Any(check => New.Contains(check.Id)));
    }

    private GuideLineCheck Of(Check check)
    {
        var form = Playbook.FormOf(check);
        return new GuideLineCheck(
            check.Id, IconOf(form), CheckForms.Name(form).Capital, CheckMeaning.How(Playbook, check), Detail(check),
            Kept?.SignOf(check.Id), New.Contains(check.Id));
    }

    public static ProblemRow ProblemOf(Lint lint) => new(lint.Line, lint.Code, lint.Level switch
    {
        "error" => new Sign(Mark.Fail, "error"),
        "warn" => new Sign(Mark.Warn, "warning"),
        _ => new Sign(Mark.Ask, "remark", Tone.Idle),
    }, lint.Message, lint.Fix);

    private string Summary(int heading, ILookup<int, Check> checks)
    {
        var next = Lines().Where(line => line.Number > heading && line.Text.StartsWith('#'))
            .Select(line => line.Number).DefaultIfEmpty(int.MaxValue).First();
        var under = checks.Where(line => line.Key > heading && line.Key < next).SelectMany(line => line).ToList();
        return string.Join(", ", under.GroupBy(check => Playbook.FormOf(check)).Select(form => Words.Count(
            form.Count(), CheckForms.Name(form.Key), Many(CheckForms.Name(form.Key)))));
    }

    private static string Many(string noun) => noun switch
    {
        "information" => noun,
        "duty" => "duties",
        "gate of a step" => "gates of steps",
        "rule for failure" => "rules for failure",
        "rollback work" => "lines of rollback work",
        "authority" => "authorities",
        _ => noun + "s",
    };

    private static string Detail(Check check) => check.Mode == CheckMode.Info ? "" : string.Join("; ", ((string[])
    [
        OwnerOf(check), $"{GuideColumns.DeadlineOf(check)} {GuideColumns.CadenceOf(check)}".Trim(),
        check.Condition is { } condition ? condition.Text : "", check.Mode.ToString().ToLowerInvariant(),
    ]).Where(part => part.Length > 0));

    private static string OwnerOf(Check check) => check.Owners.IsEmpty && !check.DefaultOwners.IsEmpty
        ? $"{string.Join(", ", check.DefaultOwners)} (house default)" : GuideColumns.OwnerOf(check);

    private static string IconOf(CheckForm form) => form switch
    {
        CheckForm.Gate or CheckForm.StepGate => "shield",
        CheckForm.SignOff or CheckForm.StepSignOff => "sign",
        CheckForm.Step => "deploy",
        CheckForm.Verification => "pulse",
        CheckForm.Duty => "check",
        CheckForm.Clock => "clock",
        CheckForm.Decision => "ask",
        CheckForm.Rule => "stop",
        CheckForm.Rollback => "back",
        CheckForm.TypeRule => "rocket",
        CheckForm.Field => "note",
        CheckForm.Owner or CheckForm.Authority => "user",
        _ => "eye",
    };
}
