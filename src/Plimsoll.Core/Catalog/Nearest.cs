namespace Plimsoll.Core.Catalog;

/// <summary>The known word somebody most likely meant.</summary>
public static class Nearest
{
    private const int ShortestCompared = 2;
    private const int LongestCompared = 60;

    /// <summary>Null when nothing is near: a wrong guess is worse than none.</summary>
    public static string? To(string written, IEnumerable<string> known)
    {
        var plain = Plain(written);
        if (plain.Length is < ShortestCompared or > LongestCompared) return null;
        var best = known
            .Select(word => (Word: word, Distance: Distance(plain, Plain(word))))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault((Word: "", Distance: int.MaxValue));
        return best.Distance <= Math.Max(1, plain.Length / 3) ? best.Word : null;
    }

    private static string Plain(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Letters added, removed, changed, or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var cost = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            for (var j = 0; j <= other.Length; j++)
                cost[i, j] = Cheapest(cost, one, other, i, j);
        return cost[one.Length, other.Length];
    }

    private static int Cheapest(int[,] cost, string one, string other, int i, int j)
    {
        if (i == 0 || j == 0) return i + j;
        var least = Math.Min(
            Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
        return swapped ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
    }
}
