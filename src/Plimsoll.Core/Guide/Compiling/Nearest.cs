namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The known word nearest to one that is not known, for "did you mean".</summary>
internal static class Nearest
{
    public static string To(string word, IEnumerable<string> known) =>
        known.Order(StringComparer.Ordinal).MinBy(
            candidate => Distance(word.Length > 40 ? word[..40] : word, candidate)) ?? "";

    // Edit distance, two rows.
    private static int Distance(string from, string to)
    {
        var before = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var now = new int[to.Length + 1];
            now[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var changed = before[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                now[column] = Math.Min(changed, Math.Min(before[column], now[column - 1]) + 1);
            }

            before = now;
        }

        return before[to.Length];
    }
}
