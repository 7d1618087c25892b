using System.Globalization;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>Limits as <c>prlimit</c> takes them.</summary>
internal static class LimitWords
{
    // Time to end well between the signal that says so and the one that ends it.
    private const long SecondsToEnd = 10;

    /// <remarks>
    /// Memory is what a process may write to and shares with nobody: whole address spaces are reserved by runtimes that use
    /// little of them.
    /// </remarks>
    public static IEnumerable<string> Of(WorkLimits limits)
    {
        if (limits.Memory is { } memory) yield return Word("data", memory);
        if (limits.CpuTime is { } time) yield return $"{Word("cpu", Seconds(time))}:{Text(Seconds(time) + SecondsToEnd)}";
        if (limits.Processes is { } processes) yield return Word("nproc", processes);
        if (limits.OpenFiles is { } files) yield return Word("nofile", files);
        if (limits.FileSize is { } size) yield return Word("fsize", size);
    }

    private static string Word(string name, long value) => $"--{name}={Text(value)}";

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
