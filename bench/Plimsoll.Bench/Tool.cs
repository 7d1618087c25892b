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
}
