using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Patterns by the beginnings of words they cannot do without: a line looks only at those that could
/// match it.</summary>
internal sealed class StemIndex
{
    private const int Beginning = 3;

    private readonly Dictionary<ulong, List<int>> _byBeginning = [];
    private readonly List<int> _always = [];

    public StemIndex(ImmutableArray<Stems> all)
    {
        for (var rank = 0; rank < all.Length; rank++)
        {
            foreach (var alternative in all[rank].Alternatives)
            {
                Add(rank, alternative);
            }
        }
    }

    /// <summary>Marks the places of those that could match.</summary>
    public void Mark(Words words, Span<bool> marks)
    {
        Mark(marks, _always);
        foreach (var word in words.All)
        {
            for (var length = 1; length <= Math.Min(Beginning, word.Text.Length); length++)
            {
                if (_byBeginning.TryGetValue(KeyOf(word.Text, length), out var here))
                {
                    Mark(marks, here);
                }
            }
        }
    }

    private static void Mark(Span<bool> marks, List<int> ranks)
    {
        foreach (var rank in ranks) marks[rank] = true;
    }

    // Three letters in one number.
    private static ulong KeyOf(string text, int length)
    {
        var key = 0UL;
        for (var at = 0; at < length; at++) key = (key << 16) | text[at];
        return key;
    }

    // The term with the fewest choices is the one that is looked up.
    private void Add(int rank, ImmutableArray<StemTerm> alternative)
    {
        if (Stems.KeyOf(alternative) is not { } key)
        {
            _always.Add(rank);
            return;
        }

        foreach (var choice in key.Choices)
        {
            var text = choice[0].Text;
            var beginning = KeyOf(text, Math.Min(Beginning, text.Length));
            if (!_byBeginning.TryGetValue(beginning, out var here))
            {
                _byBeginning[beginning] = here = [];
            }

            here.Add(rank);
        }
    }
}
