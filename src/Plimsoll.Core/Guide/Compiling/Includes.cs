using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Puts the items of a linked checklist in the place of the line that asks for it to be completed.</summary>
internal sealed class Includes(LinkedFiles files, int most)
{
    private const int Deepest = 3;

    private static readonly Stems Checklist = Wording.Of("checklist");

    private readonly ImmutableArray<Lint>.Builder _lint = ImmutableArray.CreateBuilder<Lint>();
    private readonly Dictionary<string, string> _included = new(StringComparer.Ordinal);
    private int _left = most;

    /// <summary>Items read from linked files.</summary>
    public int Items { get; private set; }

    public ImmutableArray<Lint> Lint => _lint.ToImmutable();

    /// <summary>The same lines, each linked checklist's lines behind the line that includes it.</summary>
    public ImmutableArray<CompiledLine> Expand(ImmutableArray<CompiledLine> lines) => Expand(lines, []);

    private ImmutableArray<CompiledLine> Expand(ImmutableArray<CompiledLine> lines, ImmutableArray<string> within)
    {
        if (!lines.Any(line => LinkOf(line) is not null))
        {
            return lines;
        }

        var all = ImmutableArray.CreateBuilder<CompiledLine>(lines.Length);
        foreach (var line in lines)
        {
            var below = LinkOf(line) is { } link ? Include(line, link, within) : [];
            all.Add(below.IsEmpty ? line : IncludedLines.Head(line, below));
            all.AddRange(below);
        }

        return all.ToImmutable();
    }

    // "Release readiness checklist completed", with a link; a link to anything else only informs.
    private static GuideLink? LinkOf(CompiledLine line) =>
        line.Output == Output.Check && line.Checks.Length == 1 && !line.Item.IsBareLink && !line.Item.Links.IsEmpty
            ? ChecklistOf(line.Reading, line.File) : null;

    /// <summary>The checklist a line links to, given or not; null for a link to anything else.</summary>
    public static GuideLink? ChecklistOf(LineReading line, string file = "") => line.Item.Links
        .FirstOrDefault(link => IsMarkdown(LinkedFiles.NameOf(link.Target, file))
            && (Checklist.Matches(line.Words)
                || link.Target.Contains("checklist", StringComparison.OrdinalIgnoreCase)));

    private static bool IsMarkdown(string name) =>
        name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);

    private ImmutableArray<CompiledLine> Include(CompiledLine line, GuideLink link, ImmutableArray<string> within)
    {
        var name = LinkedFiles.NameOf(link.Target, line.File);
        if (files.Document(name) is not { } document)
        {
            return files.IsThere(name) ? Refuse(line, link, $"{name} cannot be read as a checklist.") : [];
        }

        var anchor = LinkedFiles.AnchorOf(link.Target);
        var top = anchor.Length == 0 ? -1 : Anchors.Of(document).IndexOf(anchor);
        if (anchor.Length > 0 && top < 0)
        {
            return [];
        }

        var problem = within.Contains(name) ? $"{name} includes itself."
            : within.Length >= Deepest ? $"{name} is included more than {Deepest} files deep."
            : _included.TryGetValue($"{name}#{anchor}", out var by) ? $"{name} is already included by {by}."
            : document.Items.IsEmpty ? $"{name} has no list to go through."
            : document.Items.Length > _left ? $"With {name} there are more items than can be read." : "";
        if (problem.Length > 0)
        {
            return Refuse(line, link, problem);
        }

        _included[$"{name}#{anchor}"] = line.Checks[0].Origin;
        var lines = IncludedLines.Of(document, name, top, line);
        Items += lines.Length;
        _left -= lines.Length;
        return Expand(lines, within.Add(name));
    }

    private ImmutableArray<CompiledLine> Refuse(CompiledLine line, GuideLink link, string why)
    {
        _lint.Add(new Lint("LINK", "warn", link.At.Line, link.At.Column, $"{why} A person ticks the line instead.",
            "Mend the linked file, or take the link away.") { File = line.File });
        return [];
    }
}
