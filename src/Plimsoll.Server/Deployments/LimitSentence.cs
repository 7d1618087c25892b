using System.Globalization;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Server.Deployments;

/// <summary>Limits as the service file writes them, and what failing work says when it has reached one.</summary>
internal static class LimitSentence
{
    // How the system words these errors; programs repeat it, runtimes have words of their own.
    private static readonly (string Limit, string[] Says)[] Words =
    [
        ("memory", ["Cannot allocate memory", "memory exhausted", "out of memory", "OutOfMemory", "MemoryError", "bad_alloc"]),
        ("processes", ["Resource temporarily unavailable", "Cannot fork"]),
        ("open-files", ["Too many open files"]),
        ("file-size", ["File too large"]),
    ];

    /// <summary>A sentence to add; empty where nothing points to a limit.</summary>
    public static string Perhaps(WorkLimits limits, string lastLine) => Words
        .Where(word => Value(limits, word.Limit) != "" && word.Says.Any(s => lastLine.Contains(s, StringComparison.OrdinalIgnoreCase)))
        .Select(word => $"; it may have reached its limit `{word.Limit}: {Value(limits, word.Limit)}`")
        .FirstOrDefault() ?? "";

    /// <summary>Empty where there is no such limit.</summary>
    public static string Value(WorkLimits limits, string limit) => limit switch
    {
        "memory" => Size(limits.Memory),
        "cpu-time" => limits.CpuTime is { } time ? Duration.Write(time) : "",
        "processes" => Count(limits.Processes),
        "open-files" => Count(limits.OpenFiles),
        "file-size" => Size(limits.FileSize),
        _ => "",
    };

    private static string Size(long? bytes) => bytes is { } size ? ByteSize.Write(size) : "";

    private static string Count(int? most) => most?.ToString(CultureInfo.InvariantCulture) ?? "";
}
