using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>A command as the login shell of a host gets it, whatever shell that is.</summary>
internal static class SshCommandLine
{
    public const string Mark = "plimsoll-says";

    // The shell's own words only: nothing of the work is ever among these arguments.
    private const string SayAndRun = $"echo {Mark}; exec sh \"$@\"";

    // What is sent is read to its end, wanted or not: a host ends the whole connection when input comes for a command that is no more.
    private const string ReadToTheEnd = "\"$@\"; cat >/dev/null";

    /// <param name="words">For <c>sh</c>: a script file and its arguments, or <c>-c</c> and a text.</param>
    public static string Of(string become, IEnumerable<string> words)
    {
        string[] sudo = become == "" ? [] : ["sudo", "-n", "-H", "-u", become];
        IEnumerable<string> all = ["-c", ReadToTheEnd, "plimsoll", .. sudo, "sh", "-c", SayAndRun, "plimsoll", .. words];
        return $"exec sh {string.Join(' ', all.Select(ShellText.Quoted))}";
    }
}
