using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One way to write a role.</summary>
/// <param name="Acts">False: a word that is as often a topic as a role.</param>
internal sealed record RoleAlias(
    string Text, ImmutableArray<string> Words, string Role, bool Acts, string Short, string Family)
{
    public static IEnumerable<RoleAlias> Read(ImmutableDictionary<string, string> row) =>
        from alias in Tsv.List(row["aliases"])
        let words = Compiling.Words.Of(alias).All.Select(word => word.Text).ToImmutableArray()
        where !words.IsEmpty
        select new RoleAlias(string.Join(' ', words), words, row["role"], row["subject"] != "no",
            row["short"] == "-" ? Compiling.Words.Of(row["role"]).Slug(3) : row["short"],
            row["family"] == "-" ? "SIGN_OTHER" : row["family"]);

    public bool StandsAt(Words words, int at)
    {
        if (at + Words.Length > words.All.Length)
        {
            return false;
        }

        for (var word = 0; word < Words.Length; word++)
        {
            var said = words.All[at + word].Text;
            if (said != Words[word] && !said.AsSpan().TrimEnd('s').SequenceEqual(Words[word]))
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
}
