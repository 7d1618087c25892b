using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Patterns by the beginnings of words they cannot do without: a line looks only at those that could
/// match it.</summary>
internal sealed class StemIndex<T>
    where T : class
{
    private const int Beginning = 3;

    private readonly Dictionary<string, List<T>> _byBeginning = new(StringComparer.Ordinal);
    private readonly List<T> _always = [];
    private readonly Func<T, int> _rank;

    public StemIndex(ImmutableArray<T> all, Func<T, Stems> stems, Func<T, int> rank)
    {
        _rank = rank;
        foreach (var one in all)
        {
            foreach (var alternative in stems(one).Alternatives)
            {
                Add(one, alternative);
            }
        }
    }

    /// <summary>In the order of their ranks.</summary>
    public IEnumerable<T> Candidates(Words words)
    {
        var found = new List<T>(_always);
        var byBeginning = _byBeginning.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in words.All)
        {
            for (var length = 1; length <= Math.Min(Beginning, word.Text.Length); length++)
            {
                if (byBeginning.TryGetValue(word.Text.AsSpan(0, length), out var here))
                {
                    found.AddRange(here);
                }
            }
        }

        found.Sort((one, other) => _rank(one).CompareTo(_rank(other)));
        for (var at = 0; at < found.Count; at++)
        {
            if (at == 0 || !ReferenceEquals(found[at], found[at - 1])) yield return found[at];
        }
    }

    // The term with the fewest choices is the one that is looked up.
    private void Add(T one, ImmutableArray<StemTerm> alternative)
    {
        if (Stems.KeyOf(alternative) is not { } key)
        {
            _always.Add(one);
            return;
        }

        foreach (var choice in key.Choices)
        {
            var text = choice[0].Text;
            var beginning = text[..Math.Min(Beginning, text.Length)];
            if (!_byBeginning.TryGetValue(beginning, out var here))
            {
                _byBeginning[beginning] = here = [];
            }

            here.Add(one);
        }
    }
}
