using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What the product can do, by the expression that stands for it: <c>driver.snapshot</c>,
/// <c>deploy(staging)</c>, <c>notify(release;support)</c>.</summary>
internal static class Actions
{
    /// <summary>Only a person's word proves it.</summary>
    public const string Manual = "manual";

    /// <summary>The concept an expression stands for in a phase; null when it is no known action.</summary>
    public static Concept? Find(string expression, string phase, Vocabulary vocabulary)
    {
        var known = Known(vocabulary).Where(concept => Head(concept.Evidence) == Head(expression))
            .OrderBy(concept => Kinds.IsIn(phase, concept.Phases) ? 0 : 1).ToList();
        return known.Find(concept => Same(concept.Evidence, expression))
            ?? known.Find(concept => concept.Evidence.Contains('{', StringComparison.Ordinal)
                && FirstArgument(concept.Evidence) is var first
                && (first.StartsWith('{') || first == FirstArgument(expression)))
            ?? known.FirstOrDefault();
    }

    /// <summary>What the check's evidence reads: the expression, with the concept's rest where it names none.</summary>
    public static string Evidence(string expression, Concept concept) =>
        expression.Contains('(', StringComparison.Ordinal) || !concept.Evidence.Contains('(', StringComparison.Ordinal)
            || concept.Evidence.Contains('{', StringComparison.Ordinal) ? expression : concept.Evidence;

    public static (string Message, string Fix)? Problem(string key, string expression, Vocabulary vocabulary) =>
        (key == "evidence" && expression is Manual or "human")
            || Find(expression, "deploy", vocabulary) is not null ? null
            : ($"\"{(expression.Length > 60 ? expression[..60] : expression)}\" is nothing the product does.",
                $"Did you mean \"{Nearest.To(expression, Names(vocabulary))}\"?");

    private static IEnumerable<string> Names(Vocabulary vocabulary) =>
        Known(vocabulary).Select(concept => Closed(concept.Evidence.Split('{')[0].TrimEnd('(', ';', ' '))).Distinct();

    // Sign-offs have a key of their own, and two things at once are two lines.
    private static IEnumerable<Concept> Known(Vocabulary vocabulary) => vocabulary.Concepts.Where(concept =>
        concept.Evidence is not (Manual or "human" or "evidence")
        && !concept.Evidence.StartsWith("approval(", StringComparison.Ordinal)
        && !concept.Evidence.Contains(" + ", StringComparison.Ordinal));

    private static string Closed(string start) =>
        start.Contains('(', StringComparison.Ordinal) && !start.EndsWith(')') ? start + ")" : start;

    private static bool Same(string one, string other) =>
        string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string expression) =>
        expression.Replace(" ", "", StringComparison.Ordinal).Replace("()", "", StringComparison.Ordinal);

    private static string Head(string expression) =>
        expression.Split('(', '{', ' ')[0].Trim().ToLowerInvariant();

    private static string FirstArgument(string expression)
    {
        var open = expression.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? "" : expression[(open + 1)..].Split(';', ',', ':', ')')[0].Trim().ToLowerInvariant();
    }
}
