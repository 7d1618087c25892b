using System.Text.RegularExpressions;

namespace Plimsoll.Files.History;

/// <summary>A line of release notes and what it may begin.</summary>
/// <param name="Heading">The words of a heading; null for any other line, and within a code fence.</param>
internal sealed partial record NotesLine(string Text, string? Heading, int Level)
{
    public static IReadOnlyList<NotesLine> Of(string markdown)
    {
        var lines = new List<NotesLine>();
        string? fence = null;
        foreach (var text in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var mark = FenceMark(text);
            var inside = fence is not null;
            if (mark is not null) fence = fence is null ? mark : fence == mark ? null : fence;
            lines.Add(!inside && mark is null && HeadingMark().Match(text) is { Success: true } found
                ? new(text, found.Groups["words"].Value, found.Groups["marks"].Length)
                : new(text, null, 0));
        }
        return lines;
    }

    public bool Opens(string field) => Heading is not null && NotesField.Same(Heading, field);

    public bool Starts(string field) => ItemMark().Match(Text) is { Success: true } found
        && NotesField.Same(found.Groups["name"].Value, field);

    public string After(string field) => Starts(field) ? ItemMark().Match(Text).Groups["rest"].Value : "";

    private static string? FenceMark(string text)
    {
        var start = text.TrimStart();
        return Array.Find(["```", "~~~"], mark => start.StartsWith(mark, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^ {0,3}(?<marks>#{1,6})\s+(?<words>.*?)\s*#*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex HeadingMark();

    [GeneratedRegex(@"^\s*[-*+]?\s*(?<name>[^:]{1,80}):(\*\*|__)?\s*(?<rest>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex ItemMark();
}
