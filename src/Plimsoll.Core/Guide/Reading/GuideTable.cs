using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>A table of a guide as plain words.</summary>
/// <param name="Heading">The heading it stands under, -1 for none.</param>
public sealed record GuideTable(
    Place At, int Heading, ImmutableArray<string> Header, ImmutableArray<GuideTableRow> Rows)
{
    // Read once: a dozen columns are asked for.
    private Words[] Cells => field ??= [.. Header.Select(cell => Words.Of(cell, Vocabulary.Shipped))];

    /// <summary>The first column that is headed by a wording, but for one that is taken; -1 for none.</summary>
    internal int Column(string wording, int but = -1)
    {
        var pattern = Wording.Of(wording);
        for (var at = 0; at < Cells.Length; at++)
        {
            if (at != but && pattern.Matches(Cells[at])) return at;
        }

        return -1;
    }
}

/// <summary>One row under the header, with its place.</summary>
public sealed record GuideTableRow(Place At, ImmutableArray<string> Cells)
{
    public string this[int column] => column >= 0 && column < Cells.Length ? Cells[column] : "";
}
