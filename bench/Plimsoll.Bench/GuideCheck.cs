using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Bench;

/// <summary>Issue 4: <c>plimsoll guide check</c> of the reference guide costs at most three times the processor time of
/// <c>plimsoll --version</c>.</summary>
public static class GuideCheck
{
    // The kernel counts children in hundredths of a second, and one takes less than that.
    private const int Runs = 100;

    public static string Reference { get; } =
        Path.Combine(CommandLine.Root, "guides", "octoacme-release-and-deployment.md");

    public static async Task<Ratio> Measure()
    {
        var plimsoll = await CommandLine.Made();
        return await Ratio.Measure(
            "plimsoll guide check, processor time:", "plimsoll --version", 1 / 3.0,
            () => Run(plimsoll, "guide", "check", Reference), () => Run(plimsoll, "--version"), OfChildren);
    }

    private static async Task<int> Run(string plimsoll, params string[] words)
    {
        for (var run = 0; run < Runs; run++)
        {
            using var process = Process.Start(new ProcessStartInfo(plimsoll, words)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("plimsoll did not start.");
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException(await errors);
        }

        return Runs;
    }

    /// <summary>User and system time of all children that ended (cutime and cstime of proc_pid_stat).</summary>
    private static TimeSpan OfChildren()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long Ticks(int field) => long.Parse(fields[field - 3], CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(10 * (Ticks(16) + Ticks(17)));
    }
}
