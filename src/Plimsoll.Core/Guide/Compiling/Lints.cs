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
        var all = new List<Lint>(guide.Items.Length);
        all.AddRange(text.Lint.AsSpan());
        all.AddRange(SourceLints.Mojibake(text.Text));
        var read = all.Count;
        all.AddRange(SourceLints.Ignored(guide));
        all.AddRange(SourceLints.Links(guide, composed.Files));
        foreach (var heading in guide.Headings)
        {
            all.AddRange(Overrides.OfHeading(heading.Comment, heading.CommentAt, vocabulary).Lint.AsSpan());
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in composed.Lines) AddOf(line, all, known);
        all.AddRange(TypeLints.Of(composed.Lines, composed.House));
        PlaybookLints.Add(composed.Lines, playbook, all);
        all.AddRange(composed.Lint.AsSpan());
        PlaceAsWritten(text, all, read);
        return InOrder(all);
    }

    // Damaged letters are read as they were meant, and are longer as they are written.
    private static void PlaceAsWritten(GuideText text, List<Lint> all, int from)
    {
        if (!Mojibake.IsIn(text.Text)) return;
        var lines = text.Text.Split('\n');
        for (var at = from; at < all.Count; at++)
        {
            var lint = all[at];
            if (lint.File.Length == 0 && lint.Line >= 1 && lint.Line <= lines.Length)
                all[at] = lint with { Column = Mojibake.Written(lines[lint.Line - 1], lint.Column - 1) + 1 };
        }
    }

    private static void AddOf(CompiledLine line, List<Lint> all, HashSet<string> known)
    {
        var first = all.Count;
        LineLints.Add(line, all, known);
        OpenLints.Add(line, all);
        for (var at = first; at < all.Count; at++)
        {
            if (all[at].File != line.File) all[at] = all[at] with { File = line.File };
        }
    }

    // At one place, those of one code stand together, in the order in which the codes came up.
    private static ImmutableArray<Lint> InOrder(List<Lint> all)
    {
        var codes = new List<(string Code, int Count)>();
        var ordered = new List<(Lint Lint, int Code, int At)>(all.Count);
        foreach (var lint in all)
        {
            var code = 0;
            while (code < codes.Count && codes[code].Code != lint.Code) code++;
            if (code == codes.Count) codes.Add((lint.Code, 0));

            codes[code] = (lint.Code, codes[code].Count + 1);
            if (codes[code].Count <= MostOfACode + 1) ordered.Add((lint, code, ordered.Count));
        }

        for (var code = 0; code < codes.Count; code++) Bound(ordered, code, codes[code].Count);
        ordered.Sort(static (one, other) => Compare(one.Lint, other.Lint) is not 0 and var place ? place
            : one.Code != other.Code ? one.Code - other.Code : one.At - other.At);
        return [.. ordered.Select(one => one.Lint)];
    }

    private static void Bound(List<(Lint Lint, int Code, int At)> ordered, int code, int count)
    {
        if (count <= MostOfACode)
        {
            return;
        }

        var last = ordered.FindLastIndex(one => one.Code == code);
        ordered[last] = ordered[last] with
        {
            Lint = ordered[last].Lint with
            {
                Message = $"{count - MostOfACode} more like this from here on.", Fix = "",
            },
        };
    }

    private static int Compare(Lint one, Lint other) =>
        string.CompareOrdinal(one.File, other.File) is not 0 and var file ? file
        : one.Line != other.Line ? one.Line.CompareTo(other.Line) : one.Column.CompareTo(other.Column);
}
