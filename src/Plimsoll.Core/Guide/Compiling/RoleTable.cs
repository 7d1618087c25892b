using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Somebody a text names: how many words it takes, and the role they mean.</summary>
/// <param name="Acts">False: a word that is as often a topic as a role.</param>
/// <param name="IsKnown">False: worded like a role, but not in the table.</param>
internal readonly record struct RoleAt(int Length, string Role, bool Acts, bool IsKnown);

/// <summary>The roles a guide may name, with their spellings.</summary>
internal static class RoleTable
{
    // "Regional Launch Readiness Lead": more words than this are a sentence.
    private const int LongestUnknown = 4;

    private static readonly Stems Imperative = Wording.Of("imperative");

    /// <summary>The role a spelling means; empty when it is none.</summary>
    public static string Meaning(Words words) => Whole(words) is { } role ? role.Role : "";

    /// <summary>True for a spelling of the table, and for what is worded like a role.</summary>
    public static bool IsRole(Words words) => Whole(words) is not null;

    public static bool IsKnown(Words words) => Whole(words) is { IsKnown: true };

    /// <summary>The short name of a role, as ids use it, and the family of its sign-off.</summary>
    public static (string Short, string Family) NamesOf(Words words)
    {
        var alias = Start(words) is var start && start < words.All.Length ? Find(words, start) : null;
        return alias is null ? (words.Slug(3), "SIGN_OTHER") : (alias.Short, alias.Family);
    }

    public static string Nearest(Words words)
    {
        var aliases = words.Vocabulary.Roles;
        var nearest = Compiling.Nearest.To(KeyOf(words), aliases.Select(known => known.Text));
        return aliases.First(alias => alias.Text == nearest).Role;
    }

    /// <summary>Who is named at a word; null for nobody.</summary>
    public static RoleAt? At(Words words, int at)
    {
        if (Find(words, at) is not { } alias)
        {
            return Unknown(words, at);
        }

        // "Customer Support Liaison" is one person, though customer support is known.
        if (!alias.Acts && Unknown(words, at) is { } longer && longer.Length > alias.Words.Length)
        {
            return longer;
        }

        // "DevOps/On-call" is two roles in one hand.
        var first = new RoleAt(alias.Words.Length, alias.Role, alias.Acts, IsKnown: true);
        var next = at + alias.Words.Length;
        return next < words.All.Length && Between(words, next) is "/" && Find(words, next) is { } second
            ? first with { Length = alias.Words.Length + second.Words.Length, Acts = true } : first;
    }

    /// <summary>The first person a text names anywhere, as written, else the first topic that is also a role; empty
    /// for none.</summary>
    public static string MentionedIn(Words words)
    {
        var topic = "";
        for (var at = 0; at < words.All.Length && words.Names; at++)
        {
            if (At(words, at) is { } role)
            {
                if (role.Acts) return Phrase(words, at, role.Length);
                topic = topic.Length > 0 ? topic : Phrase(words, at, role.Length);
                at += role.Length - 1;
            }
        }

        return topic;
    }

    /// <summary>The people a text names, as written, in order; topics that are also roles are left out.</summary>
    public static ImmutableArray<string> PeopleIn(Words words)
    {
        ImmutableArray<string> people = [];
        for (var at = 0; at < words.All.Length && words.Names; at++)
        {
            if (At(words, at) is { } role)
            {
                var name = role.Acts ? Phrase(words, at, role.Length) : "";
                people = name.Length == 0 || people.Contains(name) ? people : people.Add(name);
                at += role.Length - 1;
            }
        }

        return people;
    }

    /// <summary>Who looks for somebody in many ways asks this first.</summary>
    public static bool NamesSomebody(Words words)
    {
        var unknown = (words.Grammar & Grammar.EndsRole) != 0;
        for (var at = 0; at < words.All.Length; at++)
        {
            if (Find(words, at) is not null || (unknown && Unknown(words, at) is not null)) return true;
        }

        return false;
    }

    public static string Phrase(Words words, int at, int length) =>
        words.Text[words.All[at].Start..words.All[at + length - 1].End];

    /// <summary>What stands between a word and the one before it, without spaces at the ends when there are
    /// other signs.</summary>
    public static ReadOnlySpan<char> Between(Words words, int at) =>
        at == 0 ? [] : words.Text.AsSpan(words.All[at - 1].End..words.All[at].Start);

    private static RoleAt? Whole(Words words)
    {
        if (!words.Names) return null;
        var start = Start(words);
        return start < words.All.Length && At(words, start) is { } role && start + role.Length == words.All.Length
            ? role : null;
    }

    private static int Start(Words words)
    {
        var start = 0;
        while (start < words.All.Length && words.Does(start, Grammar.Article))
        {
            start++;
        }

        return start;
    }

    private static RoleAlias? Find(Words words, int at)
    {
        if (words.SenseAt(at) is not { } sense)
        {
            return null;
        }

        foreach (var alias in sense.Roles)
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
            var last = at + length - 1;
            if (!words.Does(last, Grammar.EndsRole) || !IsCapital(words, last))
            {
                continue;
            }

            if (Find(words, at + 1) is { } known && known.Words.Length == length - 1)
            {
                return null;
            }

            if (!Imperative.Matches(words.Only(at)) && IsOnePhrase(words, at, length))
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

    private static bool IsCapital(Words words, int at) => char.IsUpper(words.Text[words.All[at].Start]);

    private static string KeyOf(Words words) => string.Join(' ', words.All.Select((_, at) => words.Lower(at)));
}
