using System.Collections.Immutable;
using Markdig.Syntax;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>Checkboxes where they do not count: in fences and comments.</summary>
internal static class Boxes
{
    public static bool IsBox(string line) =>
        line.Contains("[ ]", StringComparison.Ordinal) || line.Contains("[x]", StringComparison.OrdinalIgnoreCase);

    public static void AddTo(ImmutableArray<Place>.Builder places, LeafBlock block)
    {
        var lines = block.Lines;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines.Lines[at];
            if (IsBox(line.Slice.ToString()))
            {
                places.Add(new Place(line.Line + 1, line.Column + 1));
            }
        }
    }
}
