using System.Text;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>Plain words as Markdown that reads back as the same words.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_[]<>&|~";

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var marker = MarkerIn(text);
        for (var at = 0; at < text.Length; at++)
        {
            if (at == marker || Special.Contains(text[at], StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(text[at]);
        }

        return escaped.ToString();
    }

    // What would begin a list, a heading or a quote if it stood first.
    private static int MarkerIn(string text)
    {
        if (text.Length > 0 && text[0] is '-' or '+' or '#' or '=' or ':') return 0;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 10 && digits < text.Length && text[digits] is '.' or ')' ? digits : -1;
    }
}
