using Markdig.Syntax;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>Paragraphs broken into lines, as an editor with a narrow window does.</summary>
internal static class Wrapping
{
    private const int Narrow = 40;

    /// <summary>What follows stands under the text of its item.</summary>
    public static Written Indented(Written guide) => Wrap(guide, paragraph => new string(' ', paragraph.Column));

    /// <summary>What follows stands at the edge; Markdown takes it for the same paragraph all the same.</summary>
    public static Written Lazy(Written guide) => Wrap(guide, _ => "");

    private static Written Wrap(Written guide, Func<ParagraphBlock, string> indent)
    {
        var structure = Structure.Of(guide);
        var indents = new Dictionary<int, string>();
        foreach (var paragraph in structure.Paragraphs)
            foreach (var line in structure.LinesOf(paragraph)) indents[line] = indent(paragraph);
        return guide.Each((line, at) => indents.TryGetValue(at, out var under) ? Broken(line, under) : [line]);
    }

    private static IEnumerable<string> Broken(string line, string under)
    {
        var start = 0;
        for (var at = Narrow; at < line.Length - 1; at++)
        {
            if (at - start < Narrow || !CanBreak(line, at)) continue;
            yield return (start == 0 ? "" : under) + line[start..at];
            start = at + 1;
        }

        yield return (start == 0 ? "" : under) + line[start..];
    }

    // Before a word of letters, which begins no block, and never in code, in an address or in a comment.
    private static bool CanBreak(string line, int at)
    {
        var before = line.AsSpan(0, at);
        return line[at] == ' ' && char.IsAsciiLetter(line[at + 1]) && !char.IsWhiteSpace(line[at - 1])
            && line[at - 1] != '\\' && before.Count('`') % 2 == 0 && !line.Contains('|')
            && before.LastIndexOf('<') <= before.LastIndexOf('>')
            && before.LastIndexOf("](") <= before.LastIndexOf(')');
    }
}
