using System.Text.RegularExpressions;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>A command that says when it begins: what a login or sudo prints before is none of its answer.</summary>
internal static partial class ShellCommand
{
    public const string Mark = "plimsoll-says";

    private const string Say = $"echo {Mark}";

    // What is sent is read to its end, wanted or not: a host ends the whole connection when input comes for a command that is no more.
    // As a rule that is one line, which takes no other program. What our scripts lock, they lock as 9: nobody waits for a sender.
    private const string ReadToTheEnd = "if read -r _ && read -r _; then cat >/dev/null; fi";

    /// <summary>As the login shell of a host gets it, whatever shell that is.</summary>
    /// <param name="words">A script file and its arguments, or <c>-c</c>, the text of a script, a name and its arguments.</param>
    public static string Of(string become, IReadOnlyList<string> words)
    {
        IEnumerable<string> all = become == ""
            ? InThisShell($"trap \"exec 9>&-; {ReadToTheEnd}\" 0; {Say}", words)
            : ["-c", $"\"$@\"; plimsoll=$?; {ReadToTheEnd}; exit $plimsoll", "plimsoll", .. BySudo(become, words)];
        return $"exec sh {string.Join(' ', all.Select(ShellText.Quoted))}";
    }

    public static string[] BySudo(string user, IReadOnlyList<string> words) =>
        ["sudo", "-n", "-H", "-u", user, "sh", .. InThisShell(Say, words)];

    /// <summary>As root becomes another user: with that user's home and groups, whatever their login shell is.</summary>
    public static string[] ByRoot(string user, IReadOnlyList<string> words) =>
        ["runuser", "-s", "/bin/sh", "--", user, .. InThisShell(Say, words)];

    // Another shell would cost a host as much again. A text comes as one line: csh takes no other, and looks for its history
    // behind every "!" of it. Nothing of the work is ever among these words.
    private static string[] InThisShell(string first, IReadOnlyList<string> words) => words.ToArray() is ["-c", var text, var name, .. var rest]
        ? ["-c", $"{first}; plimsoll=$(printf %b \"$1\"); shift; eval \"$plimsoll\"", name, InOneLine(text), .. rest]
        : ["-c", $"{first}; . \"$0\"", .. words];

    // As octal numbers: fish has a meaning of its own for two backslashes.
    private static string InOneLine(string text) =>
        Special().Replace(text, c => $"\\0{Convert.ToString(c.Value[0], 8).PadLeft(3, '0')}");

    [GeneratedRegex(@"[\n!'\\]")]
    private static partial Regex Special();
}
