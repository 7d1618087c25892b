using System.Collections.Immutable;
using Markdig.Syntax;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>Checkboxes: those before words, and those that do not count, in fences and comments.</summary>
internal static class Boxes
{
    /// <summary>How long a box is.</summary>
    public const int Length = 3;

    /// <summary>An item of a list that begins with a box before its words.</summary>
    public static bool Begins(LeafBlock block) =>
        block is { Parent: ListItemBlock, Lines.Count: > 0 } && Begins(block.Lines.Lines[0].Slice.AsSpan());

    public static bool Begins(ReadOnlySpan<char> line) => line is ['[', ' ' or 'x' or 'X', ']', ' ', ..];

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
