using System.Text.RegularExpressions;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>Words as a POSIX shell reads them back, byte for byte.</summary>
public static partial class ShellText
{
    /// <summary>Bare where that is safe, else in single quotes.</summary>
    public static string Word(string text) => Plain().IsMatch(text) ? text : Quoted(text);

    public static string Quoted(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("A command cannot hold a zero character; remove it.", nameof(text));
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+:,./-]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Name();
}
