using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>A table whose rows are things to do: which column says what, and which says who.</summary>
internal sealed record ChecklistColumns(int Item, int Owner)
{
    /// <summary>Null when the header is not the header of a checklist, or nothing is filled in.</summary>
    public static ChecklistColumns? Of(IReadOnlyList<ImmutableArray<InlineLine>> rows)
    {
        var header = rows[0].Select(cell => Words.Of(cell.Text, Vocabulary.Shipped)).ToList();
        var item = Named(header, "item-column").Where(column => Filled(rows, column) > 0)
            .OrderByDescending(column => Filled(rows, column)).FirstOrDefault(-1);
        if (item < 0) return null;
        var owner = Named(header, "owner-column").FirstOrDefault(-1);
        return item != owner && (owner >= 0 || Named(header, "state-column").Any())
            ? new ChecklistColumns(item, owner) : null;
    }

    public InlineLine ItemOf(ImmutableArray<InlineLine> cells) => Item < cells.Length ? cells[Item] : InlineLine.Empty;

    public string OwnerOf(ImmutableArray<InlineLine> cells) =>
        Owner >= 0 && Owner < cells.Length ? cells[Owner].Text : "";

    private static IEnumerable<int> Named(List<Words> header, string column) =>
        header.Index().Where(cell => Wording.Of(column).Matches(cell.Item)).Select(cell => cell.Index);

    private static int Filled(IReadOnlyList<ImmutableArray<InlineLine>> rows, int column) =>
        rows.Skip(1).Sum(row => column < row.Length ? row[column].Text.Length : 0);
}
