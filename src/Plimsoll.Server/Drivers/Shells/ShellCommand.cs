using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>A command that says when it begins: what a login or sudo prints before is none of its answer.</summary>
internal static class ShellCommand
{
    public const string Mark = "plimsoll-says";

    // The shell's own words only: nothing of the work is ever among these arguments.
    private const string SayAndRun = $"echo {Mark}; exec sh \"$@\"";

    // What is sent is read to its end, wanted or not: a host ends the whole connection when input comes for a command that is no more.
    private const string ReadToTheEnd = "\"$@\"; cat >/dev/null";

    /// <summary>As the login shell of a host gets it, whatever shell that is.</summary>
    /// <param name="words">For <c>sh</c>: a script file and its arguments, or <c>-c</c> and a text.</param>
    public static string Of(string become, IEnumerable<string> words)
    {
        string[] run = become == "" ? ["sh", "-c", SayAndRun, "plimsoll", .. words] : BySudo(become, words);
        IEnumerable<string> all = ["-c", ReadToTheEnd, "plimsoll", .. run];
        return $"exec sh {string.Join(' ', all.Select(ShellText.Quoted))}";
    }

    public static string[] BySudo(string user, IEnumerable<string> words) =>
        ["sudo", "-n", "-H", "-u", user, "sh", "-c", SayAndRun, "plimsoll", .. words];

    /// <summary>As root becomes another user: with that user's home and groups, whatever their login shell is.</summary>
    public static string[] ByRoot(string user, IEnumerable<string> words) =>
        ["runuser", "-s", "/bin/sh", "--", user, "-c", SayAndRun, "plimsoll", .. words];
}
