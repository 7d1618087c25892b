using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>A table of a guide as plain words.</summary>
/// <param name="Heading">The heading it stands under, -1 for none.</param>
public sealed record GuideTable(
    Place At, int Heading, ImmutableArray<string> Header, ImmutableArray<GuideTableRow> Rows);

/// <summary>One row under the header, with its place.</summary>
public sealed record GuideTableRow(Place At, ImmutableArray<string> Cells)
{
    public string this[int column] => column >= 0 && column < Cells.Length ? Cells[column] : "";
}
