using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Fills the blanks of a concept's evidence from the line: audience, options, enumeration, role.</summary>
internal static class Placeholders
{
    private static readonly ImmutableArray<(string Audience, Stems Stems)> Known =
        [.. Tsv.Shipped("audiences.tsv").Select(row => (row["audience"], Stems.Parse(row["stems"])))];

    private static readonly string[] Versus = [" vs. ", " vs ", " versus ", " or ", "/", ","];

    public static string Fill(string evidence, string stem, ImmutableArray<string> asides, ImmutableArray<string> roles)
    {
        if (!evidence.Contains('{', StringComparison.Ordinal))
        {
            return evidence;
        }

        return evidence
            .Replace("{audience}", string.Join(',', Audience(stem)), StringComparison.Ordinal)
            .Replace("{options}", string.Join(',', Options(stem)), StringComparison.Ordinal)
            .Replace("{enum}", string.Join(',', asides.Select(Members).FirstOrDefault(list => list.Length > 1) ?? []), StringComparison.Ordinal)
            .Replace("{role}", string.Join(", ", roles), StringComparison.Ordinal)
            .Replace(";)", ")", StringComparison.Ordinal);
    }

    /// <summary>Who is told, in the order the line says it.</summary>
    public static ImmutableArray<string> Audience(string stem)
    {
        var words = Words.Of(stem);
        var (used, found) = (ImmutableHashSet<int>.Empty, new SortedList<int, string>());
        foreach (var (audience, stems) in Known)
        {
            if (stems.Find(words, used) is { Count: > 0 } at)
            {
                used = used.Union(at);
                found.Add(at[0], audience);
            }
        }

        return [.. found.Values];
    }

    private static string[] Options(string stem)
    {
        var colon = stem.IndexOf(':', StringComparison.Ordinal);
        var choices = Split(colon >= 0 ? stem[(colon + 1)..] : stem, Versus);
        return choices.Length > 1 && Array.TrueForAll(choices, choice => !choice.Contains(' ', StringComparison.Ordinal))
            ? choices
            : ["rollback", "hotfix", "workaround"];
    }

    private static string[] Members(string aside) => Split(aside, ["/", ","]);

    private static string[] Split(string text, string[] between) =>
        [.. text.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.ToLowerInvariant())];
}
