using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Everything the compiler noticed, in the order of the guide, bounded.</summary>
internal static class Lints
{
    // The same remark this often has been understood; the rest is counted.
    private const int MostOfACode = 50;

    public static ImmutableArray<Lint> Of(
        GuideText text, GuideDocument guide, Composition composed, Playbook playbook, Vocabulary vocabulary)
    {
        IEnumerable<Lint> all =
        [
            .. text.Lint,
            .. SourceLints.Mojibake(text.Text),
            .. SourceLints.Ignored(guide),
            .. SourceLints.Links(guide, composed.Files),
            .. guide.Headings.SelectMany(heading => Overrides.OfHeading(
                heading.Comment, heading.CommentAt, vocabulary).Lint),
            .. composed.Lines.SelectMany(
                line => LineLints.Of(line).Concat(OpenLints.Of(line))
                    .Select(lint => lint.File == line.File ? lint : lint with { File = line.File })),
            .. TypeLints.Of(composed.Lines, composed.House),
            .. PlaybookLints.Of(composed.Lines, playbook),
            .. composed.Lint,
        ];
        return [.. all.GroupBy(lint => lint.Code)
            .SelectMany(Bounded).OrderBy(lint => lint.File, StringComparer.Ordinal).ThenBy(lint => lint.Line)
            .ThenBy(lint => lint.Column)];
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
