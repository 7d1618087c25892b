using System.Numerics;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The known word nearest to one that is not known, for "did you mean".</summary>
internal static class Nearest
{
    // What is longer is no slip of the pen.
    private const int Longest = 40;

    /// <summary>Of several as near, the first in order of the alphabet.</summary>
    public static string To(string word, IEnumerable<string> known)
    {
        var (nearest, least) = ("", int.MaxValue);
        var from = word.AsSpan(0, Math.Min(word.Length, Longest));
        var letters = LettersOf(from);
        foreach (var candidate in known)
        {
            // As many letters as one is longer have to go in any case, and those that only one has to change.
            var to = candidate.AsSpan(0, Math.Min(candidate.Length, Longest));
            if (Math.Abs(from.Length - to.Length) <= least && Missing(letters, LettersOf(to)) <= least
                && Distance(from, to, least) is var distance
                && (distance < least || (distance == least && string.CompareOrdinal(candidate, nearest) < 0)))
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The known word that was meant, where one is only a letter or two away; empty for a word of its own.</summary>
    public static string Slip(string word, IEnumerable<string> known)
    {
        var near = To(word, known);
        return near != word && near.Length > 0 && word.Length is > 3 and <= Longest && near.Length <= Longest
            && Distance(word, near, 2) <= 2 ? near : "";
    }

    // A bit for each letter; several letters share one, so that it may hold too little, never too much.
    private static ulong LettersOf(ReadOnlySpan<char> text)
    {
        var letters = 0UL;
        foreach (var letter in text) letters |= 1UL << (letter & 63);
        return letters;
    }

    private static int Missing(ulong one, ulong other) =>
        Math.Max(BitOperations.PopCount(one & ~other), BitOperations.PopCount(other & ~one));

    // Edit distance in one row; once it can only be more than the least so far, it is not looked for.
    private static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to, int least)
    {
        Span<int> costs = stackalloc int[Longest + 1];
        for (var column = 0; column <= to.Length; column++) costs[column] = column;
        for (var row = 1; row <= from.Length; row++)
        {
            var diagonal = costs[0];
            var best = costs[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var changed = diagonal + (from[row - 1] == to[column - 1] ? 0 : 1);
                diagonal = costs[column];
                costs[column] = Math.Min(changed, Math.Min(diagonal, costs[column - 1]) + 1);
                best = Math.Min(best, costs[column]);
            }

            if (best > least) return best;
        }

        return costs[to.Length];
    }
}
