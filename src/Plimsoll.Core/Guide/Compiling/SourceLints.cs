using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What the text itself gives away: damaged letters, boxes that do not count, links that lead
/// nowhere.</summary>
internal static class SourceLints
{
    public static IEnumerable<Lint> Mojibake(string text)
    {
        var damaged = text.Split('\n').Index().Where(line => Reading.Mojibake.IsIn(line.Item)).ToList();
        if (damaged.Count == 0)
        {
            yield break;
        }

        var (at, first) = damaged[0];
        var repaired = Reading.Mojibake.Repair(first);
        var column = first.Zip(repaired).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        var more = damaged.Count > 1 ? $" ({damaged.Count} lines)" : "";
        yield return new Lint("ENCODING", "warn", at + 1, column,
            $"Letters were saved in the wrong encoding{more}; they are read as they were meant.",
            $"Write this line as: {Short(repaired.Trim())}");
    }

    public static IEnumerable<Lint> Ignored(GuideDocument guide)
    {
        if (!guide.FencedBoxes.IsEmpty)
        {
            yield return At(
                guide.FencedBoxes[0], "FENCED", $"{Boxes(guide.FencedBoxes.Length)} inside a fence do not count.",
                "Take them out of the fence if they are meant to be done.");
        }

        if (!guide.CommentedBoxes.IsEmpty)
        {
            yield return At(
                guide.CommentedBoxes[0], "COMMENTED",
                    $"{Boxes(guide.CommentedBoxes.Length)} inside a comment do not count.",
                "Take them out of the comment if they are meant to be done.");
        }
    }

    public static IEnumerable<Lint> Links(GuideDocument guide, GuideSurroundings around)
    {
        var slugs = guide.Headings.Select(heading => Slug(heading.Text)).ToHashSet(StringComparer.Ordinal);
        var broken = from link in guide.Links
                     let file = FileOf(link.Target)
                     where file.Length > 0 && !around.Files.Contains(file)
                     group link by file;
        foreach (var file in broken)
        {
            yield return Warn(file.First().At, "LINK", $"{Short(file.Key)} is linked but was not given.",
                "Put it beside the guide, or remove the link.");
        }

        foreach (var link in guide.Links
            .Where(link => link.Target.StartsWith('#') && !slugs.Contains(link.Target[1..])))
        {
            yield return Warn(link.At, "ANCHOR-LINK", $"No heading has the anchor {Short(link.Target)}.",
                $"Did you mean #{Nearest.To(link.Target[1..], slugs)}?");
        }
    }

    // Lower case, punctuation dropped, each space a hyphen.
    private static string Slug(string heading) => string.Concat(
        from letter in heading.ToLowerInvariant()
        where char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_'
        select letter == ' ' ? '-' : letter);

    // A file beside the guide; empty for another site, a mail address or a place in the guide itself.
    private static string FileOf(string target)
    {
        var path = target.Split('#', '?')[0];
        return path.Contains(':', StringComparison.Ordinal) || path.StartsWith('/') ? ""
            : path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    private static string Boxes(int count) => count == 1 ? "1 checkbox" : $"{count} checkboxes";

    private static string Short(string text) => text.Length <= 120 ? text
        : string.Concat(text.AsSpan(0, 119), "\u2026");

    private static Lint At(Place at, string code, string message, string fix) =>
        new(code, "info", at.Line, at.Column, message, fix);

    private static Lint Warn(Place at, string code, string message, string fix) =>
        new(code, "warn", at.Line, at.Column, message, fix);
}
