using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Somebody a text names: how many words it takes, and the role they mean.</summary>
/// <param name="Acts">False: a word that is as often a topic as a role.</param>
/// <param name="IsKnown">False: worded like a role, but not in the table.</param>
internal sealed record RoleAt(int Length, string Role, bool Acts, bool IsKnown);

/// <summary>The roles a guide may name, with their spellings.</summary>
internal static class RoleTable
{
    // "Regional Launch Readiness Lead": more words than this are a sentence.
    private const int LongestUnknown = 4;

    private static readonly ImmutableHashSet<string> Last =
        [.. Tsv.Shipped("role-words.tsv").SelectMany(row => Tsv.List(row["last"]))];

    private static ImmutableArray<RoleAlias> Aliases => Vocabulary.InUse.Roles;

    private static Dictionary<string, List<RoleAlias>> ByFirstWord => Vocabulary.InUse.RolesByFirstWord;

    /// <summary>The role a spelling means; empty when it is none.</summary>
    public static string Meaning(string text) => Whole(text) is { } role ? role.Role : "";

    /// <summary>True for a spelling of the table, and for what is worded like a role.</summary>
    public static bool IsRole(string text) => Whole(text) is not null;

    public static bool IsKnown(string text) => Whole(text) is { IsKnown: true };

    /// <summary>The short name of a role, as ids use it, and the family of its sign-off.</summary>
    public static (string Short, string Family) NamesOf(string text)
    {
        var words = Words.Of(text);
        var alias = Start(words) is var start && start < words.All.Length ? Find(words, start) : null;
        return alias is null ? (words.Slug(3), "SIGN_OTHER") : (alias.Short, alias.Family);
    }

    public static string Nearest(string text)
    {
        var nearest = Compiling.Nearest.To(KeyOf(text), Aliases.Select(known => known.Text));
        return Aliases.First(alias => alias.Text == nearest).Role;
    }

    /// <summary>Who is named at a word; null for nobody.</summary>
    public static RoleAt? At(Words words, int at)
    {
        if (Find(words, at) is not { } alias)
        {
            return Unknown(words, at);
        }

        // "DevOps/On-call" is two roles in one hand.
        var first = new RoleAt(alias.Words.Length, alias.Role, alias.Acts, IsKnown: true);
        var next = at + alias.Words.Length;
        return next < words.All.Length && Between(words, next) is "/" && Find(words, next) is { } second
            ? first with { Length = alias.Words.Length + second.Words.Length, Acts = true } : first;
    }

    /// <summary>The first person a text names anywhere, as written, else the first topic that is also a role; empty
    /// for none.</summary>
    public static string MentionedIn(string text)
    {
        var found = Mentions(Words.Of(text)).ToList();
        return found.Find(mention => mention.Acts).Phrase ?? found.FirstOrDefault().Phrase ?? "";
    }

    /// <summary>The people a text names, as written, in order; topics that are also roles are left out.</summary>
    public static ImmutableArray<string> PeopleIn(string text) =>
        [.. Mentions(Words.Of(text)).Where(mention => mention.Acts).Select(mention => mention.Phrase).Distinct()];

    public static string Phrase(Words words, int at, int length) =>
        words.Line[words.All[at].Start..words.All[at + length - 1].End];

    /// <summary>What stands between a word and the one before it, without spaces at the ends when there are
    /// other signs.</summary>
    public static ReadOnlySpan<char> Between(Words words, int at) =>
        at == 0 ? [] : words.Line.AsSpan(words.All[at - 1].End..words.All[at].Start);

    private static IEnumerable<(string Phrase, bool Acts)> Mentions(Words words)
    {
        for (var at = 0; at < words.All.Length; at++)
        {
            if (At(words, at) is { } role)
            {
                yield return (Phrase(words, at, role.Length), role.Acts);
                at += role.Length - 1;
            }
        }
    }

    private static RoleAt? Whole(string text)
    {
        var words = Words.Of(text);
        var start = Start(words);
        return start < words.All.Length && At(words, start) is { } role && start + role.Length == words.All.Length
            ? role : null;
    }

    private static int Start(Words words)
    {
        var start = 0;
        while (start < words.All.Length && words.All[start].Text is "the" or "a" or "an")
        {
            start++;
        }

        return start;
    }

    private static RoleAlias? Find(Words words, int at)
    {
        var word = words.All[at].Text;
        if (!ByFirstWord.TryGetValue(word, out var aliases) && !(word.EndsWith('s')
            && ByFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.AsSpan()[..^1], out aliases)))
        {
            return null;
        }

        foreach (var alias in aliases)
        {
            if (alias.StandsAt(words, at)) return alias;
        }

        return null;
    }

    // "Launch Coordinator": capitals, the last word one that names people.
    private static RoleAt? Unknown(Words words, int at)
    {
        if (!IsCapital(words, at))
        {
            return null;
        }

        for (var length = Math.Min(LongestUnknown, words.All.Length - at); length > 1; length--)
        {
            var last = words.All[at + length - 1];
            if (!Last.Contains(last.Text) || !IsCapital(words, at + length - 1))
            {
                continue;
            }

            if (Find(words, at + 1) is { } known && known.Words.Length == length - 1)
            {
                return null;
            }

            if (!Wording.Is("imperative", words.All[at].Text)
                && IsOnePhrase(words, at, length))
            {
                return new RoleAt(length, Phrase(words, at, length), Acts: true, IsKnown: false);
            }
        }

        return null;
    }

    private static bool IsOnePhrase(Words words, int at, int length)
    {
        for (var next = at + 1; next < at + length; next++)
        {
            if (Between(words, next) is not (" " or "/" or "-") || !IsCapital(words, next)) return false;
        }

        return true;
    }

    private static bool IsCapital(Words words, int at) => char.IsUpper(words.Line[words.All[at].Start]);

    private static string KeyOf(string text) => string.Join(' ', Words.Of(text).All.Select(word => word.Text));
}
