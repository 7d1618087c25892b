using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>One line, with what stands under it, as it is written: the first way that reads back as it was.</summary>
internal sealed record MarkdownBlock(MarkdownSection Section, string Text)
{
    /// <param name="now">The section that is open: staying in it is best.</param>
    public static MarkdownBlock Write(ImmutableArray<Check> checks, MarkdownSection now, GuideSurroundings around)
    {
        var wanted = checks.Select(CheckLikeness.Of).ToImmutableArray();
        var tries = new List<(MarkdownBlock Block, ImmutableArray<Check> Read)>();
        foreach (var block in Tries(checks, now))
        {
            var read = Read(block, around);
            if (CheckLikeness.Far(wanted, read) == 0) return block;
            tries.Add((block, read));
        }

        // What its words do not carry is said in a comment.
        return tries.Select(one => Commented(one.Block, wanted, one.Read))
            .MinBy(block => CheckLikeness.Far(wanted, Read(block, around)))!;
    }

    private static IEnumerable<MarkdownBlock> Tries(ImmutableArray<Check> checks, MarkdownSection now) =>
        from section in (IEnumerable<MarkdownSection>)[now, .. MarkdownSection.For(checks[0])]
        where section != MarkdownSection.None
        from text in Forms(checks)
        select new MarkdownBlock(section, text);

    private static IEnumerable<string> Forms(ImmutableArray<Check> checks)
    {
        var (first, text) = (checks[0], MarkdownText.Escape(checks[0].Text));
        var below = string.Concat(checks.Where(check => check.Kind == CheckKind.Owner && check != first)
            .Select(check => $"  - {MarkdownText.Escape(check.Text)}\n"));
        var asks = first.Mode != CheckMode.Info && first.Phase != "pre-release";
        yield return $"- {(asks ? "[ ] " : "")}{text}\n{below}";
        yield return $"- {(asks ? "" : "[ ] ")}{text}\n{below}";
        if (below.Length == 0)
        {
            var owners = MarkdownText.Escape(string.Join(" / ", first.Owners));
            yield return $"| Check | Owner | Status |\n|---|---|---|\n| {text} | {owners} | |\n";
        }
    }

    private static MarkdownBlock Commented(
        MarkdownBlock block, ImmutableArray<Check> wanted, ImmutableArray<Check> read)
    {
        var comment = MarkdownComment.Of(wanted[0], read.IsEmpty ? null : read[0]);
        var end = block.Text.StartsWith('|') ? block.Text.LastIndexOf(" | ", block.Text.Length - 4, StringComparison.Ordinal)
            : block.Text.IndexOf('\n', StringComparison.Ordinal);
        return comment.Length == 0 || end < 0 ? block
            : block with { Text = block.Text.Insert(end, $" <!-- plimsoll: {comment} -->") };
    }

    private static ImmutableArray<Check> Read(MarkdownBlock block, GuideSurroundings around) =>
    [
        .. GuideCompiler.Lines(GuideReader.Read($"# Guide\n\n{block.Section.Heading}\n{block.Text}"), around)
            .SelectMany(line => line.Checks).Select(CheckLikeness.Of),
    ];
}
