using System.Globalization;

namespace Plimsoll.Cli;

/// <summary>Text from elsewhere made safe to print: a log line cannot move the cursor or turn words around.</summary>
internal static class Plain
{
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        return text.Any(IsUnsafe) ? string.Concat(text.Select(Visible)) : text;
    }

    /// <summary>The same, but line ends stay.</summary>
    public static string Lines(string? text) =>
        string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(Text));

    public static string Time(DateTimeOffset? at) =>
        at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "";

    /// <summary>One word of a command, as a shell reads it.</summary>
    public static string Quoted(string word) =>
        word != "" && word.All(c => char.IsLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsUnsafe(char c) => (char.IsControl(c) && c != '\t') || IsTurning(c);

    private static bool IsTurning(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    // U+2400 and on: the control characters as pictures.
    private static char Visible(char c) => c switch
    {
        '\t' => c,
        < ' ' => (char)(0x2400 + c),
        '\u007f' => '\u2421',
        _ => IsUnsafe(c) ? '\ufffd' : c,
    };
}
