using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One way to write a role.</summary>
/// <param name="Acts">False: a word that is as often a topic as a role.</param>
internal sealed record RoleAlias(
    string Text, ImmutableArray<string> Words, string Role, bool Acts, string Short, string Family)
{
    public static IEnumerable<RoleAlias> Read(ImmutableDictionary<string, string> row) =>
        from alias in Tsv.List(row["aliases"])
        let words = Compiling.Words.In(alias)
        where !words.IsEmpty
        select new RoleAlias(string.Join(' ', words), words, row["role"], row["subject"] != "no",
            row["short"] == "-" ? string.Join('-', Compiling.Words.In(row["role"]).Take(3)) : row["short"],
            row["family"] == "-" ? "SIGN_OTHER" : row["family"]);

    public bool StandsAt(Words words, int at)
    {
        if (at + Words.Length > words.All.Length)
        {
            return false;
        }

        // From the last, for its first word is why it is looked for.
        for (var word = Words.Length - 1; word >= 0; word--)
        {
            if (!IsSaid(words.At(at + word), Words[word]))
            {
                return false;
            }
        }

        for (var next = at + 1; next < at + Words.Length; next++)
        {
            if (RoleTable.Between(words, next) is not (" " or "/" or "-" or " / " or " & " or " and ")) return false;
        }

        return true;
    }

    // In one or in many: "leads" is said of a lead.
    private static bool IsSaid(ReadOnlySpan<char> said, string word) => Compiling.Words.StartsWith(said, word)
        && (said.Length == word.Length || (!word.EndsWith('s') && said[word.Length..].TrimStart("sS").IsEmpty));
}
