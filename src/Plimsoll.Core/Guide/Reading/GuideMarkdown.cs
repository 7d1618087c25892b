using System.Buffers;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>The Markdown that guides are written in, with a bound on what reading it costs.</summary>
internal static class GuideMarkdown
{
    // What a mark opens is looked for to the end of its paragraph, or among all that was opened before it: the work for
    // a paragraph, table or heading is its length times its marks. Guides that people wrote need a four-hundredth.
    private const long MostWork = 100_000_000;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_~[]!<>`|\\&");
    private static readonly object Work = new();
    private static readonly object TooMuch = new();
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <exception cref="ArgumentException">The text is nested deeper than Markdig reads.</exception>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>The line from which on there was too much to do, from 1; 0 for none.</summary>
    public static int LineOfTooMuch(MarkdownDocument document) => document.GetData(TooMuch) is int line ? line : 0;

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePreciseSourceLocation().UseTaskLists().UsePipeTables().UseYamlFrontMatter();
        builder.BlockParsers.Find<ParagraphBlockParser>()!.Closed += Bound;
        builder.BlockParsers.Find<HeadingBlockParser>()!.Closed += Bound;
        return builder.Build();
    }

    private static void Bound(BlockProcessor processor, Block block)
    {
        if (block is not LeafBlock leaf)
        {
            return;
        }

        var document = processor.Document;
        var work = WorkOf(leaf) + (document.GetData(Work) is long before ? before : 0);
        document.SetData(Work, work);
        if (work > MostWork)
        {
            leaf.ProcessInlines = false;
            if (LineOfTooMuch(document) == 0) document.SetData(TooMuch, leaf.Line + 1);
        }
    }

    private static long WorkOf(LeafBlock leaf)
    {
        var (length, marks) = (0L, 0L);
        for (var at = 0; at < leaf.Lines.Count; at++)
        {
            var line = leaf.Lines.Lines[at].Slice.AsSpan();
            length += line.Length;
            for (var next = line.IndexOfAny(Marks); next >= 0; next = line.IndexOfAny(Marks))
            {
                marks++;
                line = line[(next + 1)..];
            }
        }

        return length * marks;
    }
}
