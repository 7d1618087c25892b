using System.Text.RegularExpressions;

namespace Plimsoll.Files.History;

/// <summary>A line of release notes and what it may begin.</summary>
/// <param name="Heading">The words of a heading; null for any other line, and within a code fence.</param>
internal sealed partial record NotesLine(string Text, string? Heading, int Level)
{
    public static IReadOnlyList<NotesLine> Of(string markdown)
    {
        var lines = new List<NotesLine>();
        var fence = "";
        foreach (var text in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var after = FenceAfter(fence, text);
            lines.Add((fence, after) == ("", "") && HeadingMark().Match(text) is { Success: true } found
                ? new(text, found.Groups["words"].Value, found.Groups["marks"].Length)
                : new(text, null, 0));
            fence = after;
        }
        return lines;
    }

    /// <summary>The same text with its last code fence closed: what follows is no part of it.</summary>
    public static string Closed(string markdown)
    {
        var open = markdown.ReplaceLineEndings("\n").Split('\n').Aggregate("", FenceAfter);
        return open == "" ? markdown : $"{markdown}\n{open}";
    }

    public bool Opens(string field) => Heading is not null && NotesField.Same(Heading, field);

    public bool Starts(string field) => ItemMark().Match(Text) is { Success: true } found
        && NotesField.Same(found.Groups["name"].Value, field);

    public string After(string field) => Starts(field) ? ItemMark().Match(Text).Groups["rest"].Value : "";

    /// <summary>The mark of the fence that is open after a line; empty when none is.</summary>
    private static string FenceAfter(string fence, string text)
    {
        var start = text.TrimStart();
        var mark = Array.Find(["```", "~~~"], mark => start.StartsWith(mark, StringComparison.Ordinal));
        return mark is null ? fence : fence == "" ? mark : fence == mark ? "" : fence;
    }

    [GeneratedRegex(@"^ {0,3}(?<marks>#{1,6})\s+(?<words>.*?)\s*#*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex HeadingMark();

    [GeneratedRegex(@"^\s*[-*+]?\s*(?<name>[^:]{1,80}):(\*\*|__)?\s*(?<rest>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex ItemMark();
}
