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
            .Select(alternative => alternative.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Term.Parse)
                .ToImmutableArray()),
    ])
    {
        Written = [.. pattern.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    /// <summary>The alternatives as they are written in the data.</summary>
    public ImmutableArray<string> Written { get; private init; } = [];

    public bool Matches(Words words) => Find(words, Free.All) is not null;

    /// <summary>The alternative that matches, as it is written, and the words it matched.</summary>
    public (string Pattern, string Said) Why(Words words, Free free)
    {
        for (var at = 0; at < Alternatives.Length; at++)
        {
            if (FindAll(Alternatives[at], words, free) is { } found)
            {
                return (Written[at], string.Join(' ', found.Select(word => words.All[word].Text)));
            }
        }

        return ("", "");
    }

    /// <summary>How many terms of its best alternative a line has.</summary>
    public int Shared(Words words) => Alternatives.Max(terms =>
        terms.Count(term => !term.Absent && term.FindIn(words, Free.All).Start >= 0));

    /// <summary>The words the pattern uses up, all of them free; null when it does not match.</summary>
    public ImmutableSortedSet<int>? Find(Words words, Free free)
    {
        foreach (var alternative in Alternatives)
        {
            if (FindAll(alternative, words, free) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ImmutableSortedSet<int>? FindAll(ImmutableArray<Term> terms, Words words, Free free)
    {
        var found = ImmutableSortedSet<int>.Empty;
        foreach (var term in terms)
        {
            var (start, length) = term.FindIn(words, term.Absent || term.Context ? Free.All : free);
            if (start >= 0 == term.Absent)
            {
                return null;
            }

            if (!term.Absent && !term.Context)
            {
                found = found.Union(Enumerable.Range(start, length));
            }
        }

        return found;
    }

    /// <summary>The words a pattern may use up: not used yet, and of one clause where one is given.</summary>
    internal readonly record struct Free(ImmutableHashSet<int> Used, int? Clause)
    {
        public static Free All { get; } = new([], null);

        public bool Has(Words words, int at) => !Used.Contains(at)
            && (Clause is not { } only || words.All[at].Clause == only);
    }

    internal sealed record Term(bool Absent, bool Context, bool First, ImmutableArray<ImmutableArray<Stem>> Choices)
    {
        public static Term Parse(string text) => new(
            text.StartsWith('!'),
            text.StartsWith('~'),
            text.StartsWith('^'),
            [.. text.TrimStart('!', '~', '^').Split('/')
                .Select(choice => choice.Split('_').Select(Stem.Parse).ToImmutableArray())]);

        public (int Start, int Length) FindIn(Words words, Free free)
        {
            var last = First ? Math.Min(1, words.All.Length) : words.All.Length;
            for (var start = 0; start < last; start++)
            {
                foreach (var choice in Choices)
                {
                    if (StandsAt(choice, words, start, free))
                    {
                        return (start, choice.Length);
                    }
                }
            }

            return (-1, 0);
        }

        private static bool StandsAt(ImmutableArray<Stem> phrase, Words words, int start, Free free)
        {
            if (start + phrase.Length > words.All.Length)
            {
                return false;
            }

            for (var at = 0; at < phrase.Length; at++)
            {
                if (!free.Has(words, start + at) || !phrase[at].Is(words.All[start + at].Text))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>How a word begins, or all of it.</summary>
    internal readonly record struct Stem(string Text, bool Whole)
    {
        public static Stem Parse(string text) => new(text.TrimEnd('$'), text.EndsWith('$'));

        public bool Is(string word) =>
            word.StartsWith(Text, StringComparison.Ordinal) && (!Whole || word.Length == Text.Length);
    }
}
