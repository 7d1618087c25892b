using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Everything the compiler noticed, in the order of the guide, bounded.</summary>
internal static class Lints
{
    // The same remark this often has been understood; the rest is counted.
    private const int MostOfACode = 50;

    public static ImmutableArray<Lint> Of(
        GuideText text, GuideDocument guide, Composition composed, Playbook playbook)
    {
        IEnumerable<Lint> read =
        [
            .. SourceLints.Ignored(guide),
            .. SourceLints.Links(guide, composed.Files),
            .. guide.Headings.SelectMany(heading => Overrides.OfHeading(heading.Comment, heading.CommentAt).Lint),
            .. composed.Lines.SelectMany(
                line => LineLints.Of(line).Concat(OpenLints.Of(line))
                    .Select(lint => lint.File == line.File ? lint : lint with { File = line.File })),
            .. TypeLints.Of(composed.Lines, composed.House),
            .. PlaybookLints.Of(composed.Lines, playbook),
            .. composed.Lint,
        ];
        IEnumerable<Lint> all = [.. text.Lint, .. SourceLints.Mojibake(text.Text), .. AsWritten(text, read)];
        return [.. all.GroupBy(lint => lint.Code)
            .SelectMany(Bounded).OrderBy(lint => lint.File, StringComparer.Ordinal).ThenBy(lint => lint.Line)
            .ThenBy(lint => lint.Column)];
    }

    // Damaged letters are read as they were meant, and are longer as they are written.
    private static IEnumerable<Lint> AsWritten(GuideText text, IEnumerable<Lint> read)
    {
        if (!Mojibake.IsIn(text.Text)) return read;
        var lines = text.Text.Split('\n');
        return read.Select(lint => lint.File.Length > 0 || lint.Line < 1 || lint.Line > lines.Length ? lint
            : lint with { Column = Mojibake.Written(lines[lint.Line - 1], lint.Column - 1) + 1 });
    }

    private static IEnumerable<Lint> Bounded(IGrouping<string, Lint> code)
    {
        var all = code.ToList();
        if (all.Count <= MostOfACode)
        {
            return all;
        }

        var next = all[MostOfACode];
        return [.. all.Take(MostOfACode),
            next with { Message = $"{all.Count - MostOfACode} more like this from here on.", Fix = "" }];
    }
}
