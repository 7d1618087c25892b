using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A pattern over words: <c>a b | c</c> is a and b, or c. A term may be <c>x/y</c> (either),
/// <c>x_y</c> (next to each other), <c>x$</c> (the whole word), <c>!x</c> (absent), <c>~x</c> (there, but not used up),
/// <c>^x</c> (the first word). A word is a beginning: <c>deploy</c> finds "deployment".</summary>
internal sealed record Stems(ImmutableArray<ImmutableArray<Stems.Term>> Alternatives)
{
    public static Stems Parse(string pattern) => new(
    [
        .. pattern.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(alternative => alternative.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Term.Parse).ToImmutableArray()),
    ]);

    public bool Matches(Words words) => Find(words, []) is not null;

    /// <summary>How many terms of its best alternative a line has.</summary>
    public int Shared(Words words) => Alternatives.Max(terms =>
        terms.Count(term => !term.Absent && term.FindIn(words, []).Start >= 0));

    /// <summary>The words the pattern uses up, none of them used before; null when it does not match.</summary>
    public ImmutableSortedSet<int>? Find(Words words, ImmutableHashSet<int> used)
    {
        foreach (var alternative in Alternatives)
        {
            if (FindAll(alternative, words, used) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ImmutableSortedSet<int>? FindAll(ImmutableArray<Term> terms, Words words, ImmutableHashSet<int> used)
    {
        var found = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var term in terms)
        {
            var free = term.Absent || term.Context ? [] : used;
            var (start, length) = term.FindIn(words, free);
            if (start >= 0 == term.Absent)
            {
                return null;
            }

            if (!term.Absent && !term.Context)
            {
                found.UnionWith(Enumerable.Range(start, length));
            }
        }

        return found.ToImmutable();
    }

    internal sealed record Term(bool Absent, bool Context, bool First, ImmutableArray<ImmutableArray<string>> Choices)
    {
        public static Term Parse(string text) => new(
            text.StartsWith('!'),
            text.StartsWith('~'),
            text.StartsWith('^'),
            [.. text.TrimStart('!', '~', '^').Split('/').Select(choice => choice.Split('_').ToImmutableArray())]);

        public (int Start, int Length) FindIn(Words words, ImmutableHashSet<int> used)
        {
            var last = First ? Math.Min(1, words.All.Length) : words.All.Length;
            for (var start = 0; start < last; start++)
            {
                foreach (var choice in Choices)
                {
                    if (StandsAt(choice, words, start, used))
                    {
                        return (start, choice.Length);
                    }
                }
            }

            return (-1, 0);
        }

        private static bool StandsAt(ImmutableArray<string> phrase, Words words, int start, ImmutableHashSet<int> used)
        {
            if (start + phrase.Length > words.All.Length)
            {
                return false;
            }

            for (var at = 0; at < phrase.Length; at++)
            {
                if (used.Contains(start + at) || !Is(words.All[start + at].Text, phrase[at]))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool Is(string word, string stem) => stem.EndsWith('$')
            ? word.AsSpan().SequenceEqual(stem.AsSpan(0, stem.Length - 1))
            : word.StartsWith(stem, StringComparison.Ordinal);
    }
}
