using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Plimsoll.Files.Catalog;

/// <summary>Says in plain words what is wrong with malformed YAML, for the mistakes people make most.</summary>
internal static partial class Malformed
{
    public const string Unclosed = "Close what is open above: a [ or {, or a quote.";
    private const string LookAround = "Check indentation, quotes and brackets here and just above.";

    /// <param name="stopped">How far the scanner came; some complaints name only the start of the file.</param>
    public static void Tell(string text, YamlException broken, Mark stopped, Problems problems)
    {
        var lines = text.Split('\n');
        var place = YamlTree.At(broken.Start.Index > 0 ? broken.Start : stopped);
        if (TabNear(lines, place.Line, YamlTree.At(stopped).Line) is { } tab)
            problems.Error(tab, "The line is indented with a tab; YAML knows only spaces.", "Use two spaces.");
        else if (BracePattern().IsMatch(lines.ElementAtOrDefault(place.Line - 1) ?? ""))
            problems.Error(place, "A text that starts with { must be quoted.", "Write it as \"{target}/health\".");
        else if (TwoColons().IsMatch(lines.ElementAtOrDefault(place.Line - 1) ?? ""))
            problems.Error(
                place, "This is not YAML: a `: ` within a text starts a key.", "Put the whole text in quotes.");
        else
            problems.Error(place, $"This is not YAML: {Problems.Sentence(broken.Message)}.", LookAround);
    }

    /// <summary>YAML complains where a thing began; the tab that ended it may be lines below.</summary>
    private static Place? TabNear(string[] lines, int first, int last)
    {
        for (var line = first; line <= Math.Min(last, lines.Length); line++)
            if (TabPattern().Match(lines[line - 1]) is { Success: true } tab) return new Place(line, tab.Length);
        return null;
    }

    [GeneratedRegex(@"^ *\t")]
    private static partial Regex TabPattern();

    [GeneratedRegex(@"[:-]\s+\{(target|version|commit)\}")]
    private static partial Regex BracePattern();

    [GeneratedRegex(@"^[^""'#]*: [^""'#]*: ")]
    private static partial Regex TwoColons();
}
