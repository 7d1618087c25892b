using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Work that is done again each time something happened, such as after each promotion.</summary>
internal static partial class RepeatedWork
{
    /// <summary>"after each promotion"; empty when a text says nothing like it.</summary>
    public static string In(string text) =>
        AfterEach().Match(text) is { Success: true } after ? $"after each {after.Groups["what"].Value}" : "";

    [GeneratedRegex(@"\bafter\s+(?:each|every)\s+(?<what>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AfterEach();
}
