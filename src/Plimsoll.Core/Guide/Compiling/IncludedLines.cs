using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The lines of a linked checklist, read as if they stood where it is asked for.</summary>
internal static class IncludedLines
{
    // What happens after a release cannot be asked for before it.
    private static readonly ImmutableArray<string> Before = ["pre-release", "approval"];
    private static readonly ImmutableArray<string> After = ["verify", "communicate", "trouble"];

    /// <param name="top">The heading under which the items are wanted; -1 for the whole file.</param>
    public static ImmutableArray<CompiledLine> Of(GuideDocument document, string file, int top, CompiledLine host)
    {
        var ticked = document.Items.Any(item => item.HasBox);
        var read = LineReader.Read(document, host.Reading.Words.Vocabulary, host.Reading.House);
        var lines = Groups.Of([.. read.Select(line => Placed(line, host.Reading))
            .Select(line => ticked && !line.Item.HasBox && !line.Metadata
                ? new CompiledLine(line, Output.Information, [Informing.Info(line)]) : LineCompiler.Compile(line))
            .Select(Ruling.ByComments)]);
        return [.. lines.Where(line => top < 0 || Anchors.IsUnder(document, line.Item.Heading, top))
            .Select(line => Named(line, file, host))];
    }

    /// <summary>The line that includes others is done when they are.</summary>
    public static CompiledLine Head(CompiledLine line, ImmutableArray<CompiledLine> below)
    {
        var checks = below.Where(one => one.Output == Output.Check).SelectMany(one => one.Checks).ToList();
        return checks.Count == 0 ? line : line with
        {
            Checks =
            [
                line.Checks[0] with
                {
                    Evidence = "group",
                    Mode = checks.TrueForAll(check => check.Mode == CheckMode.Auto) ? CheckMode.Auto : CheckMode.Semi,
                },
            ],
        };
    }

    private static LineReading Placed(LineReading line, LineReading host)
    {
        if (line.Section.Informs || line.Section.Use != "items" || line.Metadata)
        {
            return line;
        }

        var later = line.Section.Known && Kinds.IsIn(host.Section.Phase, Before)
            && Kinds.IsIn(line.Section.Phase, After);
        var section = later ? line.Section : host.Section with
        {
            Due = line.Section.Due ?? host.Section.Due,
            Overrides = line.Section.Overrides,
        };
        return line with
        {
            Section = section,
            Suffixes = line.Suffixes.WithOwners(host.Suffixes.Owners) with
            {
                Condition = line.Suffixes.Condition ?? host.Suffixes.Condition,
            },
            Timing = line.Timing.Due is null ? line.Timing with { Due = host.Timing.Due } : line.Timing,
        };
    }

    private static CompiledLine Named(CompiledLine line, string file, CompiledLine host) => line with
    {
        File = file,
        Checks = [.. line.Checks.Select(check => check with
        {
            File = file,
            Origin = $"{file} line {check.Line}",
            Group = check.Group.Length > 0 || line.Output != Output.Check ? check.Group
                : Groups.MarkOf(host.File, host.Item.At.Line),
        })],
    };
}
