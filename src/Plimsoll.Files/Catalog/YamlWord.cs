using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.Catalog;

/// <summary>A text as YAML that reads as the same text.</summary>
internal static partial class YamlWord
{
    private const int LongestComment = 100;

    public static string Of(string text) => PlainPattern().IsMatch(text) && text is not "null"
        ? text
        : $"\"{string.Concat(text.Select(Escaped))}\"";

    /// <summary>A text within a comment: one line, not too long.</summary>
    public static string Comment(string text) =>
        string.Concat(text.Take(LongestComment).Select(c => IsOdd(c) ? ' ' : c));

    private static string Escaped(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when char.IsSurrogate(letter) => "?",
        _ when IsOdd(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
        _ => letter.ToString(),
    };

    private static bool IsOdd(char letter) =>
        char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFD';

    [GeneratedRegex(@"\A[A-Za-z0-9/_.][A-Za-z0-9/_.@+=,-]*(?: [A-Za-z0-9/_.@+=&,-]+)*\z")]
    private static partial Regex PlainPattern();
}
