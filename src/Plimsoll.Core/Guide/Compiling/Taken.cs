using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A piece taken from a line; what is said about it is put into words when somebody asks.</summary>
/// <param name="Notation">Where it stood, such as <c>in parentheses</c>.</param>
/// <param name="Written">The piece; empty: what the stem lost.</param>
internal sealed record Taken(string Notation, string Written, Suffixes Before, Suffixes After)
{
    public string Text => Written.Length > 0 ? Written : Lost(Before, After);

    public string Became => string.Join("; ", Changes(Before, After));

    /// <summary>It is where the line's owners are written.</summary>
    public bool Owns => !Same(Before.Owners, After.Owners);

    /// <summary>The line after something was taken, remembering what and what it became.</summary>
    /// <param name="text">The piece; empty: what the stem lost.</param>
    public static Suffixes Note(Suffixes before, Suffixes after, string notation, string text = "") =>
        !IsChanged(before, after) ? after : after with
        {
            Taken = after.Taken.Add(new Taken(notation, text, before, after)),
        };

    private static bool IsChanged(Suffixes before, Suffixes after) => !ReferenceEquals(before, after)
        && (before.Stem != after.Stem || before.Condition != after.Condition || !Same(before.Owners, after.Owners)
            || !Same(before.Approvers, after.Approvers) || !Same(before.Deputies, after.Deputies)
            || !Same(before.Asides, after.Asides));

    private static IEnumerable<string> Changes(Suffixes before, Suffixes after)
    {
        if (!Same(before.Owners, after.Owners)) yield return $"owner {string.Join(", ", after.Owners)}";
        if (!Same(before.Approvers, after.Approvers)) yield return $"approver {string.Join(", ", after.Approvers)}";
        if (!Same(before.Deputies, after.Deputies)) yield return $"by default {string.Join(", ", after.Deputies)}";
        if (before.Condition != after.Condition) yield return $"condition {after.Condition?.Text}";
        if (before.Stem != after.Stem && Same(before.Owners, after.Owners) && Same(before.Approvers, after.Approvers)
            && before.Condition == after.Condition) yield return "a sign-off of its own";
        if (!Same(before.Asides, after.Asides)) yield return "neither people nor a condition";
    }

    private static bool Same(ImmutableArray<string> before, ImmutableArray<string> after) =>
        before.AsSpan().SequenceEqual(after.AsSpan());

    private static string Lost(Suffixes before, Suffixes after) =>
        before.Stem.StartsWith(after.Stem, StringComparison.Ordinal) ? before.Stem[after.Stem.Length..].Trim()
        : before.Stem.EndsWith(after.Stem, StringComparison.Ordinal) ? before.Stem[..^after.Stem.Length].Trim()
        : "";
}
