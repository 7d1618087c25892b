using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>A table whose rows are things to do: which column says what, and which says who.</summary>
internal sealed record ChecklistColumns(int Item, int Owner)
{
    /// <summary>Null when the header is not the header of a checklist.</summary>
    public static ChecklistColumns? Of(IReadOnlyList<string> header)
    {
        var item = Find(header, "item-column");
        var owner = Find(header, "owner-column");
        return item >= 0 && (owner >= 0 || Find(header, "state-column") >= 0) ? new ChecklistColumns(item, owner)
            : null;
    }

    public InlineLine ItemOf(ImmutableArray<InlineLine> cells) => Item < cells.Length ? cells[Item] : InlineLine.Empty;

    public string OwnerOf(ImmutableArray<InlineLine> cells) =>
        Owner >= 0 && Owner < cells.Length ? cells[Owner].Text : "";

    private static int Find(IReadOnlyList<string> header, string column) =>
        header.Index().Where(cell => Wording.Is(column, cell.Item)).Select(cell => cell.Index)
            .DefaultIfEmpty(-1).First();
}
