using System.Diagnostics;

namespace Plimsoll.Bench;

/// <summary>The command line as people get it from <c>./run</c>: compiled for this machine.</summary>
public static class CommandLine
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Where it is, made now when its sources are newer.</summary>
    public static async Task<string> Made()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Root, "scripts", "native.sh"))
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("scripts/native.sh did not start.");
        var program = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? program.Trim() : throw new InvalidOperationException("There is no command line.");
    }

    private static string Above(DirectoryInfo? folder)
    {
        for (var at = folder; at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Plimsoll.slnx"))) return at.FullName;
        throw new DirectoryNotFoundException("The benchmarks do not lie in a clone of the repository.");
    }
}
