using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>A table worked by hand: what a guide is to compile to. The note column is for people.</summary>
internal sealed record Golden(IReadOnlyList<string> Rows)
{
    public const int Evidence = 5;
    public const int Condition = 10;
    private const int Columns = 11;
    private static readonly string[] Classes = ["ask:", "type:", "property:", "prefer:", "when:", "any-of"];

    public static Golden Read(string path) => new(
        [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0)
            .Select(line => string.Join('\t', Cells(line)))]);

    public static Golden Of(Playbook playbook) => new([.. playbook.Checks.Where(check => check.Line > 0).Select(Row)]);

    private static IEnumerable<string> Cells(string line)
    {
        var cells = line.Split('\t');
        return Enumerable.Range(0, Columns).Select(column => column < cells.Length ? Cell(cells, column) : "");
    }

    // Two rows of the tables have their note one column early; a condition always names its class.
    private static string Cell(string[] cells, int column) =>
        column == Columns - 1 && !Classes.Any(name => cells[column].StartsWith(name, StringComparison.Ordinal)) ? ""
            : cells[column];

    private static string Row(Check check) => string.Join('\t',
        check.Line, check.Part, check.Phase, check.Kind.ToString().ToLowerInvariant(),
        check.ShortId, check.Evidence, check.Mode.ToString().ToLowerInvariant(), GuideColumns.OwnerOf(check),
        GuideColumns.DeadlineOf(check), GuideColumns.CadenceOf(check), GuideColumns.ConditionOf(check));
}
