using System.Diagnostics;

namespace Plimsoll.Bench;

/// <summary>A program that must end well.</summary>
internal static class Tool
{
    public static async Task Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words))
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}.");
    }

    /// <summary>What it says goes to a file, and is told where it does not end well.</summary>
    public static async Task Quietly(string log, params string[] words)
    {
        try
        {
            await Run("sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, .. words]);
        }
        catch (InvalidOperationException ended)
        {
            throw new InvalidOperationException($"{ended.Message}\n{await File.ReadAllTextAsync(log)}", ended);
        }
    }
}
