using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>A command as the login shell of a host gets it, whatever shell that is.</summary>
internal static class SshCommandLine
{
    public const string Mark = "plimsoll-says";

    // The shell's own words only: nothing of the work is ever among these arguments.
    private const string SayAndRun = $"echo {Mark}; exec sh \"$@\"";

    /// <param name="words">For <c>sh</c>: a script file and its arguments, or <c>-c</c> and a text.</param>
    public static string Of(string become, IEnumerable<string> words)
    {
        var sudo = become == "" ? "" : $"sudo -n -H -u {ShellText.Quoted(become)} ";
        return $"exec {sudo}sh -c {ShellText.Quoted(SayAndRun)} plimsoll {string.Join(' ', words.Select(ShellText.Quoted))}";
    }
}
