using System.Text;

namespace Plimsoll.Core.Guide;

/// <summary>A compilation told to people: every line and what it became, the sum, and what was noticed.</summary>
public static class GuideReport
{
    private static readonly string[] Header = ["line", "check", "phase", "kind", "mode", "owner", "time", "condition"];

    public static string Text(Compilation compilation)
    {
        var playbook = compilation.Playbook;
        var report = new StringBuilder();
        AppendTable(report, [Header, .. playbook.Checks.Select(Row)]);
        report.Append('\n').Append(Sum(playbook)).Append('\n');
        foreach (var lint in compilation.Lint)
        {
            report.Append(LintLine(playbook.Guide, lint)).Append('\n');
        }

        return report.ToString();
    }

    /// <summary>Where every item went, such as "43 items = 34 checks + 3 information + 6 template + 0
    /// metadata".</summary>
    public static string Sum(Playbook playbook)
    {
        var (items, outputs) = (playbook.Items, playbook.Outputs);
        return $"{items} items = {outputs.Checks} checks + {outputs.Information} information"
            + $" + {outputs.Template} template + {outputs.Metadata} metadata";
    }

    public static string LintLine(string file, Lint lint) =>
        ($"{(lint.File.Length > 0 ? lint.File : file)}:{lint.Line}:{lint.Column} {lint.Level} {lint.Code} "
            + $"{lint.Message} {lint.Fix}").TrimEnd();

    public static string Json(Compilation compilation) => GuideReportJson.Write(compilation);

    private static string[] Row(Check check) =>
    [
        check.Line == 0 ? check.Origin == HouseDefaults.Origin ? "house" : "table" : $"{check.Line}{check.Part}",
        check.Id,
        check.Phase,
        CheckJson.Name(check.Kind),
        CheckJson.Name(check.Mode),
        Owner(check),
        $"{GuideColumns.DeadlineOf(check)} {GuideColumns.CadenceOf(check)}".Trim(),
        GuideColumns.ConditionOf(check),
    ];

    private static string Owner(Check check) => check.Owners.IsEmpty && !check.DefaultOwners.IsEmpty
        ? $"{string.Join(", ", check.DefaultOwners)} (house)"
        : GuideColumns.OwnerOf(check);

    private static void AppendTable(StringBuilder report, string[][] rows)
    {
        // A very long cell widens no column for all the others.
        var widths = Header.Select((_, column) => Math.Min(40, rows.Max(row => row[column].Length))).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            report.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }
}
