using System.Diagnostics;

namespace Plimsoll.Server.Drivers;

/// <summary>A program of this machine that is talked to, with nothing of this server's environment.</summary>
internal static class CleanProcess
{
    /// <param name="path">Where it finds programs: all it knows of the machine.</param>
    public static ProcessStartInfo Of(string program, IEnumerable<string> arguments, string path)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        return start;
    }
}
