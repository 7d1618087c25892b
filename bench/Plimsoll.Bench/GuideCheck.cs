using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Bench;

/// <summary>Issue 4: <c>plimsoll guide check</c> of the reference guide costs at most three times the processor time of
/// <c>plimsoll --version</c>.</summary>
public static class GuideCheck
{
    // The kernel counts children in hundredths of a second.
    private const int Runs = 10;

    public static string Reference { get; } = Path.Combine(Root(), "guides", "octoacme-release-and-deployment.md");

    public static Task<Ratio> Measure()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var plimsoll = Path.Combine(built.FullName, "..", "..", "Plimsoll.Cli", built.Name, "plimsoll.dll");
        return Ratio.Measure(
            "plimsoll guide check, processor time:", "plimsoll --version", 1 / 3.0,
            () => Run(plimsoll, "guide", "check", Reference), () => Run(plimsoll, "--version"), OfChildren);
    }

    private static async Task<int> Run(string plimsoll, params string[] words)
    {
        for (var run = 0; run < Runs; run++)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [plimsoll, .. words])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("dotnet did not start.");
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

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Plimsoll.slnx"))) return at.FullName;
        throw new DirectoryNotFoundException("The benchmarks do not lie in a clone of the repository.");
    }
}
