using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The roles a guide may name, with their spellings.</summary>
internal static class RoleTable
{
    private static ImmutableDictionary<string, (string Role, bool Subject)> ByAlias => Vocabulary.InUse.Roles;

    private static int LongestAlias => Vocabulary.InUse.LongestRole;

    /// <summary>The role a spelling means; empty when it is none.</summary>
    public static string Meaning(string text) => Look(text).Role;

    public static bool IsRole(string text) => Look(text).Role.Length > 0;

    public static string Nearest(string text) => ByAlias[Compiling.Nearest.To(KeyOf(text), ByAlias.Keys)].Role;

    /// <summary>The role a line starts with, as written, when it is the one who acts.</summary>
    public static string SubjectOf(string text)
    {
        var words = Words.Of(text).All;
        for (var count = Math.Min(LongestAlias + 2, words.Length - 1); count > 0; count--)
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
    public static string MentionedIn(string text)
    {
        var found = Mentions(text).ToList();
        return found.Find(mention => mention.Subject).Phrase ?? found.FirstOrDefault().Phrase ?? "";
    }

    private static IEnumerable<(string Phrase, bool Subject)> Mentions(string text)
    {
        var words = Words.Of(text).All;
        for (var from = 0; from < words.Length; from++)
        {
            for (var count = Math.Min(LongestAlias, words.Length - from); count > 0; count--)
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

    private static (string Role, bool Subject) Look(string text)
    {
        var key = KeyOf(text);
        if (ByAlias.TryGetValue(key, out var found) || ByAlias.TryGetValue(key.TrimEnd('s'), out found))
        {
            return found;
        }

        // Two roles in one hand, such as DevOps/On-call.
        var halves = text.Split('/', StringSplitOptions.TrimEntries);
        return halves.Length == 2 && Array.TrueForAll(halves, half => ByAlias.ContainsKey(KeyOf(half)))
            ? (ByAlias[KeyOf(halves[0])].Role, true)
            : ("", false);
    }

    private static string KeyOf(string text)
    {
        var words = Words.Of(text).All.Select(word => word.Text).Where(word => word is not "the" and not "a").ToList();
        return string.Join(' ', words);
    }

    /// <summary>A later row's spelling wins over an earlier one's.</summary>
    public static ImmutableDictionary<string, (string Role, bool Subject)> Read(
        ImmutableArray<ImmutableDictionary<string, string>> rows) =>
        (from row in rows
         from alias in Tsv.List(row["aliases"])
         let key = KeyOf(alias)
         where key.Length > 0
         group row by key).ToImmutableDictionary(
             found => found.Key, found => (found.Last()["role"], found.Last()["subject"] != "no"));
}
