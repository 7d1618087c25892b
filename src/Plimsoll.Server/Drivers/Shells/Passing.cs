namespace Plimsoll.Server.Drivers.Shells;

/// <summary>Trouble of a moment, by what a command said of it: a host that has no process, no memory or no room to give.</summary>
internal static class Passing
{
    // A shell answers with this much more than the signal that ended what it ran.
    private const int Signals = 128;

    private static readonly string[] Words =
    [
        "Resource temporarily unavailable", "Cannot allocate memory", "out of memory", "memory exhausted", "Too many open files",
        "No space left on device", "quota exceeded", "Cannot fork", "can't fork", "Killed",
    ];

    /// <param name="code">How it ended; null: not by itself.</param>
    public static bool Is(string complaint, int? code) =>
        code is null or > Signals || Words.Any(word => complaint.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>To end a sentence with, where there was something to say.</summary>
    public static string Told(string complaint) => complaint == "" ? "." : $": {complaint.ReplaceLineEndings(", ").TrimEnd('.')}.";
}
