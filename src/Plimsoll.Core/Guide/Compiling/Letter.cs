using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A letter of the lexicon's tree, after those above it.</summary>
internal sealed class Letter
{
    private const int Latin = 26;

    private readonly char _letter;
    private readonly Letter[] _below;
    private readonly Letter?[] _latin;

    /// <param name="begun">What is known of a word that goes on with any other letters.</param>
    /// <param name="ended">What is known of the word that ends here.</param>
    public Letter(char letter, Sense? begun, Sense? ended, ImmutableArray<Letter> below)
    {
        (_letter, _below) = (letter, [.. below]);
        (Begun, Ended) = (begun, ended);

        // Where several letters may follow, they are found by their place.
        _latin = below.Length < 2 ? [] : new Letter?[Latin];
        foreach (var next in below)
        {
            if (_latin.Length > 0 && next._letter is >= 'a' and <= 'z') _latin[next._letter - 'a'] = next;
        }
    }

    public Sense? Begun { get; }

    public Sense? Ended { get; }

    public Letter? Next(char next)
    {
        if (_latin.Length == Latin && next - 'a' is >= 0 and < Latin and var place)
        {
            return _latin[place];
        }

        foreach (var one in _below)
        {
            if (one._letter == next) return one;
        }

        return null;
    }
}
