using System.Text.RegularExpressions;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>A command that says when it begins: what a login or sudo prints before is none of its answer.</summary>
internal static partial class ShellCommand
{
    public const string Mark = "plimsoll-says";

    // The shell's own words only: nothing of the work is ever among these arguments.
    private const string SayAndRun = $"echo {Mark}; {Read}; exec sh \"$@\"";

    // A text of a script comes as one line: csh takes no other, and looks for its history behind every "!" of it.
    private const string Read = "if [ \"$1\" = -c ]; then plimsoll=$(printf %b \"$2\"); shift 2; set -- -c \"$plimsoll\" \"$@\"; fi";

    // What is sent is read to its end, wanted or not: a host ends the whole connection when input comes for a command that is no more.
    // As a rule that is one line, which takes no other program.
    private const string ReadToTheEnd = "if read -r _ && read -r _; then cat >/dev/null; fi";

    /// <summary>As the login shell of a host gets it, whatever shell that is.</summary>
    /// <param name="words">For <c>sh</c>: a script file and its arguments, or <c>-c</c> and a text.</param>
    public static string Of(string become, IEnumerable<string> words)
    {
        IEnumerable<string> all = become == ""
            ? ["-c", $"echo {Mark}; {Read}; sh \"$@\"; {ReadToTheEnd}", "plimsoll", .. InOneLine(words)]
            : ["-c", $"\"$@\"; {ReadToTheEnd}", "plimsoll", .. BySudo(become, words)];
        return $"exec sh {string.Join(' ', all.Select(ShellText.Quoted))}";
    }

    public static string[] BySudo(string user, IEnumerable<string> words) =>
        ["sudo", "-n", "-H", "-u", user, "sh", "-c", SayAndRun, "plimsoll", .. InOneLine(words)];

    /// <summary>As root becomes another user: with that user's home and groups, whatever their login shell is.</summary>
    public static string[] ByRoot(string user, IEnumerable<string> words) =>
        ["runuser", "-s", "/bin/sh", "--", user, "-c", SayAndRun, "plimsoll", .. InOneLine(words)];

    // As octal numbers: fish has a meaning of its own for two backslashes.
    private static IEnumerable<string> InOneLine(IEnumerable<string> words) => words.ToArray() is ["-c", var script, .. var rest]
        ? ["-c", Special().Replace(script, c => $"\\0{Convert.ToString(c.Value[0], 8).PadLeft(3, '0')}"), .. rest]
        : words;

    [GeneratedRegex(@"[\n!'\\]")]
    private static partial Regex Special();
}
