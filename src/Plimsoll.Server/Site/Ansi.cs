using System.Text.RegularExpressions;

namespace Plimsoll.Server.Site;

/// <summary>Takes a terminal's control sequences out of a line, so that it is only text.</summary>
public static partial class Ansi
{
    public static string Strip(string line) =>
        IsPlain(line) ? line : Control().Replace(Sequence().Replace(line, ""), "");

    private static bool IsPlain(ReadOnlySpan<char> line) =>
        !line.ContainsAnyInRange('\u0000', '\u001f') && !line.ContainsAnyInRange('\u007f', '\u009f');

    // CSI, then OSC and the other strings up to their end (or the line's), then two-character escapes.
    [GeneratedRegex(
        @"(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?"
        + @"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
        + @"|\x1b[\x20-\x2f]*[\x30-\x7e]?")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"[\x00-\x08\x0a-\x1f\x7f-\x9f]")]
    private static partial Regex Control();
}
