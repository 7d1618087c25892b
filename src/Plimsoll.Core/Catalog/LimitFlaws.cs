using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Limits under which not even a shell starts, and silence that is never noticed.</summary>
internal static class LimitFlaws
{
    private const long LeastMemory = 16L * 1024 * 1024;
    private const long LeastFile = 1024;
    private const int LeastOpenFiles = 16;

    public static IEnumerable<Flaw> In(EnvironmentDefinition environment, ImmutableArray<string> at) =>
        [.. Small(environment.Limits, [.. at, "limits"]), .. Idle(environment, [.. at, "idle-timeout"])];

    private static IEnumerable<Flaw> Small(WorkLimits limits, ImmutableArray<string> at) =>
        from limit in new[]
        {
            (Key: "memory", Holds: limits.Memory is not < LeastMemory, Least: "16MiB"),
            (Key: "cpu-time", Holds: !(limits.CpuTime < TimeSpan.FromSeconds(1)), Least: "1s"),
            (Key: "processes", Holds: limits.Processes is not < 1, Least: "1"),
            (Key: "open-files", Holds: limits.OpenFiles is not < LeastOpenFiles, Least: $"{LeastOpenFiles}"),
            (Key: "file-size", Holds: limits.FileSize is not < LeastFile, Least: "1KiB"),
        }
        where !limit.Holds
        select Flaw.Error([.. at, limit.Key], $"`{limit.Key}` is too small.", $"The least is {limit.Least}.");

    private static IEnumerable<Flaw> Idle(EnvironmentDefinition environment, ImmutableArray<string> at)
    {
        if (environment.IdleTimeout < TimeSpan.FromSeconds(1))
            yield return Flaw.Error(at, "`idle-timeout` is too small.", "The least is 1s.");
        else if (environment.IdleTimeout >= environment.Timeout)
            yield return Flaw.Warning(
                at,
                "Silent work is out of time before it was silent for long enough.",
                "Make `timeout` longer than `idle-timeout`.");
    }
}
