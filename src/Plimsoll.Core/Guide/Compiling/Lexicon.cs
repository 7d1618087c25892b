using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The beginnings of words that patterns and roles speak of, as a tree of letters: a word is read once, and
/// what may be said with it is known.</summary>
internal sealed class Lexicon
{
    private readonly Letter _root;

    private Lexicon(Letter root, Bits always)
    {
        _root = root;
        Always = always;
    }

    /// <summary>The patterns that no word is needed for.</summary>
    public Bits Always { get; }

    /// <summary>Knows only what separates one clause from the next.</summary>
    public static Lexicon Bare { get; } = Of([], [], []);

    public static Lexicon Of(
        IEnumerable<Stems> patterns, ImmutableArray<Concept> concepts, ImmutableArray<RoleAlias> roles)
    {
        var tree = new LexiconTree();
        foreach (var pattern in patterns) tree.Add(pattern);
        foreach (var concept in concepts) tree.Add(concept);
        tree.Add(roles);
        return new Lexicon(tree.Build(), tree.Always);
    }

    /// <summary>Reads the word that begins in a text: where it ends, at its beginning when there is none, and what is
    /// known of it, null for nothing.</summary>
    public int Read(ReadOnlySpan<char> text, int start, out Sense? sense)
    {
        var (at, last) = (start, (Letter?)_root);
        var deepest = _root;
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (!char.IsLetterOrDigit(letter) && (letter != '\'' || at == start)) break;
            if (last is null) continue;
            last = last.Next(letter is >= 'a' and <= 'z' ? letter : char.ToLowerInvariant(letter));
            deepest = last ?? deepest;
        }

        sense = last is null ? deepest.Begun : last.Ended;
        return at;
    }
}
