using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The beginnings of words that patterns and roles speak of, as a tree of letters: a word is read once, and
/// what may be said with it is known.</summary>
internal sealed class Lexicon
{
    private const int Letters = 128;
    private const int Root = 0;
    private const int Nowhere = -1;

    // Level by level, so that the letters which may follow one stand together: those after a place begin where it says,
    // and end where the next place's begin.
    private readonly Step[] _steps;

    // By number: words hold numbers, so that an array of them is cheap to fill and to copy.
    private readonly ImmutableArray<Sense?> _senses;

    // Many letters may be the first and the second, so these are found by their place.
    private readonly int[] _early;

    public Lexicon(ImmutableArray<Place> tree, Bits always)
    {
        Always = always;
        var senses = new List<Sense?> { null };
        var numbers = new Dictionary<Sense, int>(ReferenceEqualityComparer.Instance);
        _steps = [.. tree.Select(place => new Step(
            place.Letter, place.Below, Number(place.Begun), Number(place.Ended))), new Step('\0', tree.Length, 0, 0)];
        _senses = [.. senses];
        _early = new int[_steps[1].Below * Letters];
        for (var at = 0; at < _early.Length; at++) _early[at] = Among((char)(at % Letters), at / Letters);

        int Number(Sense? sense)
        {
            if (sense is not null && numbers.TryAdd(sense, senses.Count)) senses.Add(sense);
            return sense is null ? 0 : numbers[sense];
        }
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
        return tree.Build();
    }

    /// <summary>What is known of the words of a number; null for nothing.</summary>
    public Sense? this[int number] => _senses[number];

    /// <summary>"and" begins a clause.</summary>
    public bool IsAnd(int number) => _senses[number] is { } sense && (sense.Grammar & Grammar.And) != 0;

    /// <summary>Reads the word that begins in a text: where it ends, at its beginning when there is none, and the number
    /// of what is known of it.</summary>
    public int Read(ReadOnlySpan<char> text, int start, out int number)
    {
        var (at, last) = (start, Root);
        for (; at < text.Length && IsOfWord(text[at], at == start); at++)
        {
            var letter = text[at];
            var next = After(letter is >= 'a' and <= 'z' ? letter : char.ToLowerInvariant(letter), last);
            if (next == Nowhere)
            {
                number = _steps[last].Begun;
                while (at < text.Length && IsOfWord(text[at], isFirst: false)) at++;
                return at;
            }

            last = next;
        }

        number = _steps[last].Ended;
        return at;
    }

    private static bool IsOfWord(char letter, bool isFirst) =>
        letter is >= 'a' and <= 'z' || char.IsLetterOrDigit(letter) || (letter == '\'' && !isFirst);

    private int After(char letter, int place)
    {
        var early = (place * Letters) + letter;
        return early < _early.Length && letter < Letters ? _early[early] : Among(letter, place);
    }

    private int Among(char letter, int place)
    {
        var last = _steps[place + 1].Below;
        for (var at = _steps[place].Below; at < last; at++)
        {
            if (_steps[at].Letter == letter) return at;
        }

        return Nowhere;
    }

    /// <summary>A letter after those above it, and where those after it begin.</summary>
    /// <param name="Begun">What is known of a word that goes on with any other letters.</param>
    /// <param name="Ended">What is known of the word that ends here.</param>
    internal readonly record struct Place(char Letter, int Below, Sense? Begun, Sense? Ended);

    // The same with the numbers of what is known.
    private readonly record struct Step(char Letter, int Below, int Begun, int Ended);
}
