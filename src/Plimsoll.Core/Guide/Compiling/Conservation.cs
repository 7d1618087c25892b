using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Items in are items out: every one became exactly one output, and none came from nowhere. Anything else is a
/// fault of the compiler, and nobody may work by such a playbook.</summary>
internal static class Conservation
{
    public static ImmutableArray<CompiledLine> Of(GuideDocument guide, ImmutableArray<CompiledLine> lines)
    {
        if (lines.Length != guide.Items.Length)
        {
            throw new InvalidOperationException(
                $"{guide.Items.Length} items were read but {lines.Length} came out.");
        }

        for (var at = 0; at < lines.Length; at++)
        {
            var (line, item) = (lines[at], guide.Items[at]);
            if (line.Checks.IsEmpty || line.Item.At != item.At || !IsOf(line, item.At.Line))
            {
                throw new InvalidOperationException($"The item in line {item.At.Line} was lost or taken for another.");
            }
        }

        return lines;
    }

    private static bool IsOf(CompiledLine line, int number)
    {
        foreach (var check in line.Checks)
        {
            if (check.Line != number || IsGreen(line.Output, check)) return false;
        }

        return true;
    }

    // What nobody recognised has no evidence of its own.
    private static bool IsGreen(Output output, Check check) => output == Output.Check
        && check is { Concept: "", Mode: CheckMode.Auto, Evidence: "manual" or "human" };
}
