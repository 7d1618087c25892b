using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>One line as it has to be written: its checks, and how deep it stands in its block.</summary>
internal sealed record MarkdownLine(ImmutableArray<Check> Checks, int Depth)
{
    public Check First => Checks[0];
}

/// <summary>The checks of a playbook by line and block: what stands under a line stays with it.</summary>
internal static class MarkdownLines
{
    public static IEnumerable<ImmutableArray<MarkdownLine>> Of(Playbook playbook)
    {
        var block = ImmutableArray.CreateBuilder<MarkdownLine>();
        var lines = Lines(playbook).ToList();
        foreach (var (at, line) in lines.Index())
        {
            var depth = DepthOf(line[0], block);
            if (depth == 0 && line[0].Kind == CheckKind.Info)
            {
                // Something to know between the parts of a line stands among them.
                var next = lines.Skip(at).FirstOrDefault(one => one[0].Kind != CheckKind.Info);
                depth = next is { IsDefault: false } && next[0].Group.Length > 0 ? DepthOf(next[0], block) : 0;
            }

            if (depth == 0 && block.Count > 0)
            {
                yield return block.DrainToImmutable();
            }

            block.Add(new MarkdownLine(line, depth));
        }

        if (block.Count > 0)
        {
            yield return block.DrainToImmutable();
        }
    }

    private static IEnumerable<ImmutableArray<Check>> Lines(Playbook playbook)
    {
        var line = ImmutableArray.CreateBuilder<Check>();
        foreach (var check in playbook.Checks.Where(check => check.Line > 0))
        {
            if (line.Count > 0 && check is { Part: "" or "a" })
            {
                yield return line.DrainToImmutable();
            }

            line.Add(check);
        }

        if (line.Count > 0)
        {
            yield return line.DrainToImmutable();
        }
    }

    // Under the line that it is a part of; what says something about a line stands under the last.
    private static int DepthOf(Check check, ImmutableArray<MarkdownLine>.Builder block)
    {
        if (check.Kind == CheckKind.Owner)
            return block.LastOrDefault(line => line.First.Kind != CheckKind.Owner)?.Depth + 1 ?? 0;
        return check.Group.Length == 0 ? 0
            : block.LastOrDefault(line => line.Checks.Any(one => one.Id == check.Group))?.Depth + 1 ?? 0;
    }
}
