using System.Text.RegularExpressions;

namespace Plimsoll.Files.Catalog;

/// <summary>How a file says that something is left out on purpose: <c>none because "…"</c>.</summary>
internal static partial class NoneBecause
{
    public const string Pattern = @"none because [\s\S]*[^\s""'][\s\S]*";

    /// <summary>The reason, without its quotes; null when the text says something else.</summary>
    public static string? Reason(string text) =>
        Sentence().Match(text) is { Success: true } match ? match.Groups[1].Value.Trim().Trim('"', '\'').Trim() : null;

    public static string Write(string reason) => $"none because \"{reason}\"";

    [GeneratedRegex(@"\Anone because ([\s\S]*[^\s""'][\s\S]*)\z")]
    private static partial Regex Sentence();
}
