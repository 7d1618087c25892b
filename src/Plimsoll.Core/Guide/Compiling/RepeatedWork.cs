using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Work that is done again each time something happened, such as after each promotion.</summary>
internal static partial class RepeatedWork
{
    private static readonly Stems After = Wording.Of("after-each");

    /// <summary>"after each promotion"; empty when a text says nothing like it.</summary>
    public static string In(Words words) =>
        After.Matches(words) && AfterEach().Match(words.Text) is { Success: true } after
            ? $"after each {after.Groups["what"].Value}" : "";

    [GeneratedRegex(@"\bafter\s+(?:each|every)\s+(?<what>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AfterEach();
}
