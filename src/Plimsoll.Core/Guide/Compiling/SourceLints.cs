using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What the text itself gives away: damaged letters, boxes that do not count, links that lead
/// nowhere.</summary>
internal static class SourceLints
{
    public static IEnumerable<Lint> Mojibake(string text)
    {
        if (!Reading.Mojibake.MayBeIn(text))
        {
            yield break;
        }

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

    public static IEnumerable<Lint> Links(GuideDocument guide, LinkedFiles files)
    {
        if (guide.Links.IsEmpty)
        {
            yield break;
        }

        var broken = from link in guide.Links
                     let file = LinkedFiles.NameOf(link.Target)
                     where file.Length > 0 && !files.IsThere(file)
                     group link by file;
        foreach (var file in broken)
        {
            yield return Warn(file.First().At, "LINK", $"{Short(file.Key)} is linked but was not given.",
                "Put it beside the guide, or remove the link.");
        }

        var anchors = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var link in guide.Links.Where(link => LinkedFiles.AnchorOf(link.Target).Length > 0))
        {
            if (BrokenAnchor(link, guide, files, anchors) is { } lint)
            {
                yield return lint;
            }
        }
    }

    private static Lint? BrokenAnchor(
        GuideLink link, GuideDocument guide, LinkedFiles files, Dictionary<string, ImmutableArray<string>> anchors)
    {
        var file = LinkedFiles.NameOf(link.Target);
        var document = file.Length > 0 ? files.Document(file) : link.Target.StartsWith('#') ? guide : null;
        if (document is null)
        {
            return null;
        }

        if (!anchors.TryGetValue(file, out var known))
        {
            anchors[file] = known = Anchors.Of(document);
        }

        var anchor = LinkedFiles.AnchorOf(link.Target);
        return known.Contains(anchor) ? null : Warn(link.At, "ANCHOR-LINK",
            $"No heading {(file.Length > 0 ? $"of {Short(file)} " : "")}has the anchor {Short("#" + anchor)}.", "") with
            {
                Advice = () => $"Did you mean #{Nearest.To(anchor, known)}?",
            };
    }

    private static string Boxes(int count) => count == 1 ? "1 checkbox" : $"{count} checkboxes";

    private static string Short(string text) => text.Length <= 120 ? text
        : string.Concat(text.AsSpan(0, 119), "\u2026");

    private static Lint At(Place at, string code, string message, string fix) =>
        new(code, "info", at.Line, at.Column, message, fix);

    private static Lint Warn(Place at, string code, string message, string fix) =>
        new(code, "warn", at.Line, at.Column, message, fix);
}
