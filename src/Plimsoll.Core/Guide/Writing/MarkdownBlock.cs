using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>One line, with what stands under it, as it is written: the first way that reads back as it was.</summary>
/// <param name="Lines">A list item each, or the rows of a table, whose last is the line.</param>
internal sealed record MarkdownBlock(MarkdownSection Section, ImmutableArray<string> Lines)
{
    public string Text => string.Concat(Lines.Select(line => line + "\n"));

    private bool IsTable => Lines[0].StartsWith('|');

    /// <param name="now">The section that is open: staying in it is best.</param>
    public static MarkdownBlock Write(
        ImmutableArray<MarkdownLine> lines, MarkdownSection now, GuideSurroundings around, Vocabulary vocabulary)
    {
        var wanted = lines.SelectMany(line => line.Checks).Select(CheckLikeness.Of).ToImmutableArray();
        var tries = new List<(MarkdownBlock Block, ImmutableArray<Check> Read)>();
        foreach (var block in Tries(lines, now))
        {
            var read = Read(block, around, vocabulary);
            if (CheckLikeness.Far(wanted, read) == 0) return block;
            tries.Add((block, read));
        }

        // What its words do not carry is said in comments.
        return tries.Select(one => one.Block.Commented(lines, wanted, one.Read))
            .MinBy(block => CheckLikeness.Far(wanted, Read(block, around, vocabulary)))!;
    }

    private static IEnumerable<MarkdownBlock> Tries(ImmutableArray<MarkdownLine> lines, MarkdownSection now) =>
        from section in (IEnumerable<MarkdownSection>)[now, .. MarkdownSection.For(lines[0].First)]
        where section != MarkdownSection.None
        from form in Forms(lines)
        select new MarkdownBlock(section, form);

    private static IEnumerable<ImmutableArray<string>> Forms(ImmutableArray<MarkdownLine> lines)
    {
        var first = lines[0].First;
        var asks = first.Mode != CheckMode.Info && first.Phase != "pre-release";
        yield return [.. lines.Select(line => Item(line, line.Depth > 0 ? Asks(line) : asks))];
        yield return [.. lines.Select(line => Item(line, line.Depth > 0 ? Asks(line) : !asks))];
        if (lines.Length == 1)
        {
            var owners = MarkdownText.Escape(string.Join(" / ", first.Owners));
            yield return
                ["| Check | Owner | Status |", "|---|---|---|", $"| {MarkdownText.Escape(first.Text)} | {owners} | |"];
        }
        else
        {
            yield return [.. lines.Select(line => Item(line, line.Depth == 0 && asks))];
        }
    }

    private static bool Asks(MarkdownLine line) => line.First.Mode != CheckMode.Info;

    private static string Item(MarkdownLine line, bool box) =>
        new string(' ', line.Depth * 4) + (line.First.InOrder ? "1. " : "- ") + (box ? "[ ] " : "")
        + MarkdownText.Escape(line.First.Text);

    private MarkdownBlock Commented(
        ImmutableArray<MarkdownLine> lines, ImmutableArray<Check> wanted, ImmutableArray<Check> read)
    {
        if (read.Length != wanted.Length) return this;
        var written = Lines.ToBuilder();
        var at = 0;
        foreach (var (index, line) in lines.Index())
        {
            var comment = MarkdownComment.Of(wanted[at], read[at]);
            at += line.Checks.Length;
            var target = IsTable ? Lines.Length - 1 : index;
            if (comment.Length > 0) written[target] = With(written[target], $" <!-- plimsoll: {comment} -->");
        }

        return this with { Lines = written.ToImmutable() };
    }

    private static string With(string line, string comment) => line.StartsWith('|')
        ? line.Insert(line.IndexOf(" | ", 2, StringComparison.Ordinal), comment) : line + comment;

    private static ImmutableArray<Check> Read(
        MarkdownBlock block, GuideSurroundings around, Vocabulary vocabulary) =>
    [
        .. Composition.Of(GuideReader.Read($"# Guide\n\n{block.Section.Heading}\n{block.Text}"), around,
            new LinkedFiles(around), [], vocabulary).Lines.SelectMany(line => line.Checks).Select(CheckLikeness.Of),
    ];
}
