using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Tables of release types: what each is, and who signs it.</summary>
internal static class TypeTables
{
    /// <summary>The policies the rows are, and the sign-offs they ask for.</summary>
    public static IEnumerable<Check> Policies(GuideDocument guide, Vocabulary vocabulary) =>
        from table in guide.Tables
        let column = table.Column("type-column")
        where column >= 0 && table.Rows.Count(row => TypeOf(row[column], vocabulary).Length > 0) > 1
        let approvers = table.Column("approver-column", column)
        let rows = table.Rows.Select(row => (Row: row, Type: TypeOf(row[column], vocabulary)))
            .Where(row => row.Type.Length > 0).ToList()
        from check in rows.Select(row => Policy(row.Row, row.Type)).Concat(SignOffs(rows, approvers, vocabulary))
        select check;

    /// <summary>The house's sign-offs, without the types for which a table says who signs.</summary>
    public static IEnumerable<Check> Without(IEnumerable<Check> house, IEnumerable<Check> policies)
    {
        var ruled = policies.Where(check => check.Kind == CheckKind.Approval)
            .SelectMany(check => check.Condition!.Text.Split(',')).ToHashSet(StringComparer.Ordinal);
        foreach (var check in house)
        {
            if (ruled.Count == 0)
            {
                yield return check;
                continue;
            }

            var left = check.Condition is { Class: "type", Text: var text }
                ? text.Split(',').Where(type => !ruled.Contains(type)).ToList() : ["any"];
            if (left is ["any"])
            {
                yield return check;
            }
            else if (left.Count > 0)
            {
                yield return check with { Condition = new Condition("type", string.Join(',', left)) };
            }
        }
    }

    private static string TypeOf(string cell, Vocabulary vocabulary) =>
        Conditions.OfType(Words.Of($"for {cell}", vocabulary))?.Text is { } type
        && !type.Contains(',', StringComparison.Ordinal) ? type : "";

    private static Check Policy(GuideTableRow row, string type) => Bare(
        row, $"type.{type}", CheckKind.Policy, string.Join(" \u2013 ", row.Cells.Where(cell => cell.Length > 0)), type);

    private static IEnumerable<Check> SignOffs(
        List<(GuideTableRow Row, string Type)> rows, int column, Vocabulary vocabulary) =>
        from one in rows
        from role in RoleTable.PeopleIn(Words.Of(one.Row[column], vocabulary))
        group one by role into same
        let role = same.Key
        select Bare(same.First().Row, $"sign-off.{Words.Of(role, vocabulary).Slug(8)}", CheckKind.Approval,
            $"{role} signs off the release", string.Join(',', same.Select(one => one.Type))) with
            {
                Phase = "approval", Concept = "sign-off", Evidence = $"approval({role})", Mode = CheckMode.Manual,
                Owners = [role], Approvers = [role],
            };

    private static Check Bare(GuideTableRow row, string id, CheckKind kind, string text, string type) => new(
        0, "", "types", kind, id, "", "", CheckMode.Info, [], [], [], null, null,
        new Condition("type", type), text, $"guide line {row.At.Line}");
}
