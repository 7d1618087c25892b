using System.Buffers;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>The Markdown that guides are written in, with a bound on what reading it costs.</summary>
internal static class GuideMarkdown
{
    // What a mark opens is looked for to the end of its paragraph, or among all that was opened before it: the work for
    // a paragraph, table or heading is its length times its marks. Guides that people wrote need a four-hundredth.
    private const long MostWork = 100_000_000;

    // More are looked at by the parser.
    private const long Few = 8;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_~[]!<>`|\\&");
    private static readonly SearchValues<char> Openers = SearchValues.Create("*_[<`|\\");
    private static readonly object Key = new();
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <exception cref="ArgumentException">The text is nested deeper than Markdig reads.</exception>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>The line from which on there was too much to do, from 1; 0 for none.</summary>
    public static int LineOfTooMuch(MarkdownDocument document) =>
        document.GetData(Key) is Spent spent ? spent.TooMuchFrom : 0;

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePreciseSourceLocation().UseTaskLists().UsePipeTables().UseYamlFrontMatter();
        var paragraphs = new Paragraphs();
        builder.BlockParsers.ReplaceOrAdd<ParagraphBlockParser>(paragraphs);
        paragraphs.Closed += Bound;
        builder.BlockParsers.Find<HeadingBlockParser>()!.Closed += Bound;
        return builder.Build();
    }

    private static void Bound(BlockProcessor processor, Block block)
    {
        if (block is not LeafBlock leaf) return;
        var (length, marks) = SizeOf(leaf);
        if (marks == 0 || (marks == 2 && Boxes.Begins(leaf)) || (marks < Few && HasWordsOnly(leaf)))
        {
            // Nothing in it can be anything but words, so nothing has to be looked for.
            leaf.ProcessInlines = false;
            if (leaf.Lines.Count == 1) LeaveRoom(leaf, SpentOn(processor.Document));
            return;
        }

        var spent = SpentOn(processor.Document);
        spent.Work += length * marks;
        if (spent.Work > MostWork)
        {
            leaf.ProcessInlines = false;
            spent.TooMuchFrom = spent.TooMuchFrom > 0 ? spent.TooMuchFrom : leaf.Line + 1;
        }
    }

    // A few marks that nothing can come of: "&" of no entity, "!" of no picture, "]" and ">" that nothing opened.
    private static bool HasWordsOnly(LeafBlock leaf)
    {
        var entity = false;
        for (var at = 0; at < leaf.Lines.Count; at++)
        {
            var line = leaf.Lines.Lines[at].Slice.AsSpan();
            if (at == 0 && Boxes.Begins(leaf)) line = line[Boxes.Length..];
            if (line.ContainsAny(Openers)) return false;
            entity |= line.Contains('&');
            if (entity && line.Contains(';')) return false;
        }

        return true;
    }

    // Room for many lines is lent to each block until it is looked through; what is not goes on without it.
    private static void LeaveRoom(LeafBlock leaf, Spent spent)
    {
        var only = leaf.Lines.Lines[0];
        leaf.Lines.Clear();
        spent.Room = leaf.Lines;
        leaf.Lines = new StringLineGroup("");
        leaf.Lines.Lines[0] = only;
    }

    private static Spent SpentOn(MarkdownDocument document)
    {
        if (document.GetData(Key) is Spent before) return before;
        var spent = new Spent();
        document.SetData(Key, spent);
        return spent;
    }

    private static (long Length, long Marks) SizeOf(LeafBlock leaf)
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

        return (length, marks);
    }

    /// <summary>What reading a document has cost so far.</summary>
    private sealed class Spent
    {
        public long Work { get; set; }

        public int TooMuchFrom { get; set; }

        /// <summary>What a block left for the lines of the next paragraph.</summary>
        public StringLineGroup? Room { get; set; }
    }

    /// <summary>Opens a paragraph in the room that another one left.</summary>
    private sealed class Paragraphs : ParagraphBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor)
        {
            var state = base.TryOpen(processor);
            if (state == BlockState.Continue && processor.Document.GetData(Key) is Spent { Room: { } room } spent
                && processor.NewBlocks.Peek() is ParagraphBlock { Lines.Lines: null } opened)
            {
                (opened.Lines, spent.Room) = (room, null);
            }

            return state;
        }
    }
}
