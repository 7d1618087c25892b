using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>The checks of a playbook by the line they were read from; what says something about a line stays with
/// it.</summary>
internal static class MarkdownLines
{
    public static IEnumerable<ImmutableArray<Check>> Of(Playbook playbook)
    {
        var block = ImmutableArray.CreateBuilder<Check>();
        foreach (var check in playbook.Checks.Where(check => check.Line > 0))
        {
            if (block.Count > 0 && check is { Kind: not CheckKind.Owner, Part: "" or "a" })
            {
                yield return block.DrainToImmutable();
            }

            block.Add(check);
        }

        if (block.Count > 0)
        {
            yield return block.DrainToImmutable();
        }
    }
}
