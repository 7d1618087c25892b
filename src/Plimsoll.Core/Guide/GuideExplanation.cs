using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>Why a line of a guide became what it became, from what the compiler kept while it read.</summary>
/// <param name="Text">The line as it was read; empty where nothing was.</param>
public sealed record GuideExplanation(string Guide, int Line, string Text, ImmutableArray<Reason> Reasons)
{
    /// <param name="part">Only this part of a line that became several checks, such as <c>a</c>; empty: all.</param>
    public static GuideExplanation Of(Compilation compilation, int line, string part = "")
    {
        var items = compilation.Lines.Where(item => item.Item.At.Line == line && IsHere(item)).ToImmutableArray();
        var reasons = items.IsEmpty ? [Elsewhere(compilation, line)]
            : items.SelectMany(item => LineReasons.Of(compilation, item, part)).ToImmutableArray();
        return new GuideExplanation(
            compilation.Playbook.Guide, line, items.FirstOrDefault()?.Item.Text ?? "",
            [.. reasons, .. Remarks(compilation, line)]);
    }

    // A linked checklist's lines are numbered in their own file.
    private static bool IsHere(CompiledLine line) => line.Checks.All(check => check.File.Length == 0);

    private static Reason Elsewhere(Compilation compilation, int line)
    {
        if (compilation.Document.Headings.FirstOrDefault(heading => heading.At.Line == line) is { } heading)
        {
            var under = compilation.Lines.FirstOrDefault(item => item.Item.At.Line > line);
            return new Reason("heading", under is null ? $"\"{heading.Text}\", with nothing under it."
                : $"\"{heading.Text}\". `guide explain` of a line under it, such as line {under.Item.At.Line}, says "
                    + "what it decides.");
        }

        var before = compilation.Lines.LastOrDefault(item => item.Item.At.Line < line)?.Item.At.Line ?? 0;
        var near = before > 0 ? before : compilation.Lines.FirstOrDefault()?.Item.At.Line ?? 0;
        return new Reason("nothing", "No list item and no row of a checklist begins here, so it asks for nothing."
            + (near > 0 ? $" The nearest item begins on line {near}." : ""));
    }

    private static IEnumerable<Reason> Remarks(Compilation compilation, int line) =>
        from lint in compilation.Lint
        where lint.Line == line
        select new Reason(
            lint.Level == "error" ? "error" : "remark", $"{lint.Code}: {lint.Message} {lint.Fix}".TrimEnd());
}

/// <summary>One thing that was decided about a line, and why.</summary>
public sealed record Reason(string About, string Says);
