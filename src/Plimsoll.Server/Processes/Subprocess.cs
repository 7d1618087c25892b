using System.Collections.Immutable;
using System.Text;

namespace Plimsoll.Server.Processes;

/// <summary>A program this server starts, bounds and waits for; work that must outlive it is a driver's.</summary>
/// <param name="Environment">Added to the server's own, which goes without what is meant for the server.</param>
public sealed record Subprocess(
    ImmutableArray<string> Arguments, string Folder, TimeSpan Timeout, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Bytes of output that are kept.</summary>
    public int Keep { get; init; } = 64 * 1024;

    public KeptEnd KeptEnd { get; init; } = KeptEnd.Tail;

    /// <summary>A shell line with both outputs in one, as a person would see them.</summary>
    public static Subprocess Shell(
        string line, string folder, TimeSpan timeout, IReadOnlyDictionary<string, string> environment) =>
        new(["/bin/sh", "-c", "exec 2>&1\n" + line], folder, timeout, environment);
}

public enum KeptEnd { Head, Tail }

/// <summary>How a subprocess ended.</summary>
/// <param name="ExitCode">Null when it ran out of time or did not start.</param>
/// <param name="Cut">True: there was more output than was kept.</param>
/// <param name="NotStarted">Why it did not start; null when it did.</param>
public sealed record SubprocessEnd(
    int? ExitCode, byte[] Output, string Errors, bool Cut, bool TimedOut, NotStarted? NotStarted)
{
    public bool Succeeded => ExitCode == 0;

    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>The last lines of the output, for people; a line that was cut may hold half a secret.</summary>
    public string LastLines(int count) => string.Join(
        '\n', Text.TrimEnd().Split('\n').Skip(Cut ? 1 : 0).TakeLast(count).Select(line => line.TrimEnd('\r')));
}
