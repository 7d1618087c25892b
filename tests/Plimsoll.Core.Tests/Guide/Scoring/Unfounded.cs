using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>Checks that got a concept although their line has none of its words and no override names it.</summary>
internal static partial class Unfounded
{
    public static ImmutableArray<string> In(Compilation compilation) =>
    [
        .. from check in compilation.Playbook.Checks
           where check is { Line: > 0, File: "", Concept.Length: > 0, Mode: not CheckMode.Info }
           let told = GuideExplanation.Of(compilation, check.Line)
           where !told.Reasons.Any(reason => reason.About == "concept" && Founds(reason.Says, check, told.Text))
           select $"{compilation.Playbook.Guide}:{check.Line} {check.Concept}",
    ];

    // The explanation's word is not enough: what it says was matched has to stand in the line.
    private static bool Founds(string says, Check check, string line) =>
        says == $"{check.Concept}: what its plimsoll comment or the sidecar names"
        || Evidence().Match(says) is { Success: true } evidence && evidence.Groups["concept"].Value == check.Concept
            && evidence.Groups["said"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            && words.All(word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^(?<concept>[^:]+): it says \"(?<said>[^\"]+)\"")]
    private static partial Regex Evidence();
}
