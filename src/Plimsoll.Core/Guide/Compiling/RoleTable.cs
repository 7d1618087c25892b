using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The roles a guide may name, with their spellings.</summary>
internal sealed class RoleTable
{
    private readonly ImmutableDictionary<string, (string Role, bool Subject)> _byAlias;
    private readonly int _longestAlias;

    /// <param name="rows">A later row's spelling wins over an earlier one's.</param>
    public RoleTable(ImmutableArray<ImmutableDictionary<string, string>> rows)
    {
        var spellings = from row in rows
                        from alias in Tsv.List(row["aliases"])
                        select (Alias: KeyOf(alias), Row: row);
        _byAlias = spellings.Where(one => one.Alias.Length > 0).GroupBy(one => one.Alias).ToImmutableDictionary(
            one => one.Key, one => (one.Last().Row["role"], one.Last().Row["subject"] != "no"));
        _longestAlias = _byAlias.Keys.Select(alias => alias.Count(letter => letter == ' ') + 1).DefaultIfEmpty(1).Max();
    }

    /// <summary>The role a spelling means; empty when it is none.</summary>
    public string Meaning(string text) => Look(text).Role;

    public bool IsRole(string text) => Look(text).Role.Length > 0;

    public string Nearest(string text) => _byAlias[Compiling.Nearest.To(KeyOf(text), _byAlias.Keys)].Role;

    /// <summary>The role a line starts with, as written, when it is the one who acts.</summary>
    public string SubjectOf(string text)
    {
        var words = Words.Of(text).All;
        for (var count = Math.Min(_longestAlias + 2, words.Length - 1); count > 0; count--)
        {
            var start = text[words[0].Start..words[count - 1].End];
            if (!start.Contains(',', StringComparison.Ordinal) && Look(start) is { Role.Length: > 0, Subject: true }
                && !Wording.Is("not-owner", words[count].Text))
            {
                return start;
            }
        }

        return "";
    }

    /// <summary>The first person a text names anywhere, as written, else the first topic that is also a role; empty
    /// for none.</summary>
    public string MentionedIn(string text)
    {
        var found = Mentions(text).ToList();
        return found.Find(mention => mention.Subject).Phrase ?? found.FirstOrDefault().Phrase ?? "";
    }

    private IEnumerable<(string Phrase, bool Subject)> Mentions(string text)
    {
        var words = Words.Of(text).All;
        for (var from = 0; from < words.Length; from++)
        {
            for (var count = Math.Min(_longestAlias, words.Length - from); count > 0; count--)
            {
                var phrase = text[words[from].Start..words[from + count - 1].End];
                if (Look(phrase) is { Role.Length: > 0, Subject: var subject })
                {
                    yield return (phrase, subject);
                    break;
                }
            }
        }
    }

    private (string Role, bool Subject) Look(string text)
    {
        var key = KeyOf(text);
        if (_byAlias.TryGetValue(key, out var found) || _byAlias.TryGetValue(key.TrimEnd('s'), out found))
        {
            return found;
        }

        // Two roles in one hand, such as DevOps/On-call.
        var halves = text.Split('/', StringSplitOptions.TrimEntries);
        return halves.Length == 2 && Array.TrueForAll(halves, half => _byAlias.ContainsKey(KeyOf(half)))
            ? (_byAlias[KeyOf(halves[0])].Role, true)
            : ("", false);
    }

    private static string KeyOf(string text)
    {
        var words = Words.Of(text).All.Select(word => word.Text).Where(word => word is not "the" and not "a").ToList();
        return string.Join(' ', words);
    }
}
