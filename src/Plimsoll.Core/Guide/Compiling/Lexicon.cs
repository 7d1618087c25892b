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
            last = last.Next(char.ToLowerInvariant(letter));
            deepest = last ?? deepest;
        }

        sense = last is null ? deepest.Begun : last.Ended;
        return at;
    }
}

/// <summary>A letter of the tree, after those above it.</summary>
/// <param name="begun">What is known of a word that goes on with any other letters.</param>
/// <param name="ended">What is known of the word that ends here.</param>
internal sealed class Letter(char letter, Sense? begun, Sense? ended, ImmutableArray<Letter> below)
{
    private const int Letters = 128;

    // Where many letters may follow, they are found by their place.
    private readonly Letter?[]? _places = below.Length > 3 ? Places(below) : null;

    public Sense? Begun => begun;

    public Sense? Ended => ended;

    public Letter? Next(char next)
    {
        if (_places is not null && next < Letters)
        {
            return _places[next];
        }

        foreach (var one in below)
        {
            if (one.Is(next)) return one;
        }

        return null;
    }

    private bool Is(char other) => letter == other;

    private static Letter?[] Places(ImmutableArray<Letter> below)
    {
        var places = new Letter?[Letters];
        for (var at = 0; at < Letters; at++) places[at] = below.FirstOrDefault(one => one.Is((char)at));
        return places;
    }
}
