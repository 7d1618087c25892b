using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Plimsoll.Core.Guide;

/// <summary>What tells whether a condition on the change holds, such as "if the schema changes": the labels of its
/// changes, the files they touch.</summary>
/// <param name="Says">The words of the condition it answers; all of them stand in it.</param>
/// <param name="Paths">Files of the repository; <c>*</c> is a part of a name, <c>**</c> any folders.</param>
public sealed record PropertyRule(string Says, ImmutableArray<string> Labels, ImmutableArray<string> Paths)
{
    /// <summary>Whether it is about a condition, worded as it may be.</summary>
    public bool IsAbout(Condition condition) =>
        condition.Class == "property" && Says.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
        && WordsOf(condition.Text).ToList() is var said && words.All(word => said.Exists(one => IsWord(one, word)));

    /// <summary>Whether one of its labels is meant, however it is spelt.</summary>
    public bool Names(string label) => Labels.Contains(label, StringComparer.OrdinalIgnoreCase);

    /// <summary>The pattern a file of the change stands under; null for none.</summary>
    public string? Pattern(string path) =>
        Paths.FirstOrDefault(pattern => Fits(pattern.TrimStart('/').Split('/'), path.Split('/')));

    // One of a thing or several: "schema" answers "if the schemas change", "prod" says nothing of a product.
    private static bool IsWord(string said, string word) =>
        said.Equals(word, StringComparison.OrdinalIgnoreCase) || said.Equals(word + "s", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> WordsOf(string text)
    {
        var from = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_')) continue;
            if (at > from) yield return text[from..at];
            from = at + 1;
        }
    }

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        // A folder's name alone, or with a stroke at its end, is all that is in it.
        if (pattern.IsEmpty || pattern is [""]) return true;
        if (pattern[0] != "**")
            return !path.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false)
                && Fits(pattern[1..], path[1..]);
        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (Fits(pattern[1..], path[skipped..])) return true;
        }

        return false;
    }
}
