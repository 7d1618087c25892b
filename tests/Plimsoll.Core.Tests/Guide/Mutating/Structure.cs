using System.Collections.Immutable;
using Markdig;
using Markdig.Syntax;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>What is what in a Markdown text, so that a mutation changes only how it is written. Lines count from 0.
/// </summary>
internal sealed class Structure
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation().UseTaskLists().UsePipeTables().UseYamlFrontMatter().Build();

    private readonly string _text;
    private readonly MarkdownDocument _document;

    private Structure(string text)
    {
        _text = text;
        _document = Markdown.Parse(text, Pipeline);
        Frozen = [.. _document.Descendants().OfType<Block>().Where(IsVerbatim).SelectMany(LinesOf)];
    }

    public static Structure Of(Written guide) => new(guide.Text);

    /// <summary>Lines of fences, comments, tables, front matter and quotes: no letter of them is changed.</summary>
    public ImmutableHashSet<int> Frozen { get; }

    public IEnumerable<ListItemBlock> Items => _document.Descendants<ListItemBlock>();

    /// <summary>Paragraphs that stand in the open or in lists.</summary>
    public IEnumerable<ParagraphBlock> Paragraphs =>
        _document.Descendants<ParagraphBlock>().Where(paragraph => !LinesOf(paragraph).Any(Frozen.Contains));

    /// <summary>Headings of the first two levels with number signs.</summary>
    public IEnumerable<HeadingBlock> Headings =>
        _document.OfType<HeadingBlock>().Where(heading => !heading.IsSetext && heading.Level <= 2);

    /// <summary>Lists that stand in nothing else and hold nothing but items and paragraphs.</summary>
    public IEnumerable<ListBlock> PlainLists => _document.OfType<ListBlock>().Where(list =>
        list.Descendants().OfType<Block>().All(block => block is ListBlock or ListItemBlock or ParagraphBlock));

    /// <summary>In how many lists a block stands.</summary>
    public static int DepthOf(Block block)
    {
        var depth = 0;
        for (var at = block.Parent; at is not null; at = at.Parent) depth += at is ListBlock ? 1 : 0;
        return depth;
    }

    /// <summary>From the mark of an item to its text.</summary>
    public static int WidthOf(ListItemBlock item) =>
        item.Count > 0 && item[0].Line == item.Line ? item[0].Column - item.Column : 2;

    public IEnumerable<int> LinesOf(Block block)
    {
        var first = block.Line;
        var last = first + _text.AsSpan(block.Span.Start, Math.Max(0, block.Span.Length)).TrimEnd('\n').Count('\n');
        return Enumerable.Range(first, last - first + 1);
    }

    private static bool IsVerbatim(Block block) => block is CodeBlock or HtmlBlock or QuoteBlock
        || block is Markdig.Extensions.Tables.Table || block is LinkReferenceDefinition;
}
