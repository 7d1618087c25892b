using System.Collections.Immutable;
using System.Numerics;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The beginnings of words that patterns and roles speak of, as a tree of letters: a word is read once, and
/// what may be said with it is known.</summary>
internal sealed class Lexicon
{
    private const int Root = 0;
    private const int Nowhere = -1;

    // a to z have a bit each; one more stands for every other letter.
    private const uint Letters = 26;
    private const uint Other = 1U << 31;

    // Level by level, so that the letters which may follow one stand together, in their order: those after a place
    // begin where it says, and end where the next place's begin.
    private readonly Step[] _steps;
    private readonly End[] _ends;

    // By number: words hold numbers, so that an array of them is cheap to fill and to copy.
    private readonly Sense?[] _senses;

    // Side by side, for they are looked at most.
    private readonly Bits[] _stemmed;

    private readonly int _and;

    public Lexicon(ImmutableArray<Place> tree, Bits always)
    {
        Always = always;
        var senses = new List<Sense?> { null };
        var numbers = new Dictionary<Sense, int>(ReferenceEqualityComparer.Instance);
        _ends = new End[tree.Length];
        _steps = new Step[tree.Length + 1];
        _steps[^1] = new Step(0, tree.Length);
        for (var at = 0; at < tree.Length; at++)
        {
            var (place, last) = (tree[at], at + 1 < tree.Length ? tree[at + 1].Below : tree.Length);
            var next = 0U;
            for (var below = place.Below; below < last; below++) next |= BitOf(tree[below].Letter);
            _steps[at] = new Step(next, place.Below);
            _ends[at] = new End(place.Letter, Number(place.Begun), Number(place.Ended));
        }

        _senses = [.. senses];
        _stemmed = [.. senses.Select(sense => sense?.Stemmed ?? default)];
        _and = senses.FindIndex(sense => sense is not null && (sense.Grammar & Grammar.And) != 0);

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

    /// <summary>The stems that the words of a number begin with.</summary>
    public Bits StemmedBy(int number) => _stemmed[number];

    /// <summary>"and" begins a clause.</summary>
    public bool IsAnd(int number) => number == _and;

    /// <summary>Reads the word that begins in a text: where it ends, at its beginning when there is none, and the
    /// number of what is known of it.</summary>
    public int Read(ReadOnlySpan<char> text, int start, out int number)
    {
        var (at, last) = (start, Root);
        for (; at < text.Length; at++)
        {
            var letter = PlaceInAlphabet(text[at]);
            if (letter >= Letters && !IsOther(text[at], at == start)) break;
            var next = letter < Letters ? After(letter, last) : Among(char.ToLowerInvariant(text[at]), last);
            if (next == Nowhere)
            {
                number = _ends[last].Begun;
                return EndOf(text, at);
            }

            last = next;
        }

        number = _ends[last].Ended;
        return at;
    }

    private static int EndOf(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (PlaceInAlphabet(text[at]) < Letters || IsOther(text[at], isFirst: false))) at++;
        return at;
    }

    // From nought, for small letters and for capitals; more for any other character.
    private static uint PlaceInAlphabet(char letter) => (uint)((letter | ' ') - 'a');

    private static bool IsOther(char letter, bool isFirst) =>
        letter != ' ' && (char.IsLetterOrDigit(letter) || (letter == '\'' && !isFirst));

    private int After(uint letter, int place)
    {
        var step = _steps[place];
        var bit = 1U << (int)letter;
        return (step.Next & bit) == 0 ? Nowhere : step.Below + BitOperations.PopCount(step.Next & (bit - 1));
    }

    // Behind those with a bit of their own.
    private int Among(char letter, int place)
    {
        if ((_steps[place].Next & Other) == 0) return Nowhere;
        for (var at = _steps[place + 1].Below - 1; at >= _steps[place].Below; at--)
        {
            if (_ends[at].Letter == letter) return at;
        }

        return Nowhere;
    }

    /// <summary>By which the letters after one are ordered.</summary>
    public static uint BitOf(char letter) => letter is >= 'a' and <= 'z' ? 1U << (letter - 'a') : Other;

    /// <summary>A letter after those above it, and where those after it begin.</summary>
    /// <param name="Begun">What is known of a word that goes on with any other letters.</param>
    /// <param name="Ended">What is known of the word that ends here.</param>
    internal readonly record struct Place(char Letter, int Below, Sense? Begun, Sense? Ended);

    // The same as the letters that may follow, which are looked at most, and the numbers of what is known.
    private readonly record struct Step(uint Next, int Below);

    private readonly record struct End(char Letter, int Begun, int Ended);
}
