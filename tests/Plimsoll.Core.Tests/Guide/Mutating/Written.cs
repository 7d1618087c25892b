using System.Collections.Immutable;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>A guide as lines that remember which line of the original they come from.</summary>
internal sealed record Written(ImmutableArray<WrittenLine> Lines)
{
    public static Written Of(string text) =>
        new([.. text.Split('\n').Select((line, at) => new WrittenLine(line, at + 1))]);

    public string Text => string.Join('\n', Lines.Select(line => line.Text));

    /// <summary>The original line of a line; both count from 1.</summary>
    public int OriginOf(int line) => line is 0 ? 0 : Lines[line - 1].Origin;

    /// <summary>Each line as none, one or several; the new ones come from the same line.</summary>
    public Written Each(Func<string, int, IEnumerable<string>> change) => new(
        [.. Lines.SelectMany((line, at) => change(line.Text, at).Select(text => line with { Text = text }))]);
}

internal readonly record struct WrittenLine(string Text, int Origin);
