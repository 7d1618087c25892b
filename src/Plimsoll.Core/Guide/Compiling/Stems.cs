using System.Buffers;
using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A pattern over words: <c>a b | c</c> is a and b, or c. A term may be <c>x/y</c> (either),
/// <c>x_y</c> (next to each other), <c>x$</c> (the whole word), <c>!x</c> (absent), <c>~x</c> (there, but not used up),
/// <c>^x</c> (the first word), <c>@role</c> (somebody named), <c>@share</c> (a percentage; <c>@share$</c> and nothing
/// else). A word is a beginning: <c>deploy</c> finds "deployment".</summary>
internal sealed record Stems(ImmutableArray<ImmutableArray<StemTerm>> Alternatives)
{
    private readonly Lazy<SearchValues<string>?> _beginnings = new(() => BeginningsOf(Alternatives));

    // What its alternatives cannot do without, side by side, for they are looked at most; none where one of them needs
    // no word.
    private readonly Need[] _needs = Alternatives.Any(terms => terms.All(term => term.Absent)) ? []
        : [.. Alternatives.SelectMany(NeedsOf)];

    // More words than this are no wording.
    private const int MostWords = 24;

    public static Stems Parse(string pattern) => new(
    [
        .. pattern.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(alternative => alternative.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(StemTerm.Parse).ToImmutableArray()),
    ])
    {
        Written = [.. pattern.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        Mark = Bits.Of(pattern),
    };

    /// <summary>What a line has when it may match.</summary>
    public Bits Mark { get; private init; }

    /// <summary>The alternatives as they are written in the data.</summary>
    public ImmutableArray<string> Written { get; private init; } = [];

    /// <summary>The alternative that matches, as it is written, and the words it matched.</summary>
    public (string Pattern, string Said) Why(Words words, WordsLeft left)
    {
        for (var at = 0; at < Alternatives.Length; at++)
        {
            if (FindAll(Alternatives[at], words, left) is { } found)
            {
                return (Written[at], string.Join(' ', found.Select(words.Lower)));
            }
        }

        return ("", "");
    }

    public bool Matches(Words words)
    {
        if (!words.Said.Overlaps(Mark)) return false;
        foreach (var alternative in Alternatives)
        {
            if (AllStand(alternative, words)) return true;
        }

        return false;
    }

    /// <summary>False settles it at a glance.</summary>
    public bool MayMatch(Words words)
    {
        var stands = true;
        foreach (var need in _needs)
        {
            stands = stands && (need.Term.Kind is TermKind.Words
                ? words.Stemmed.Overlaps(need.Beginnings) : need.Term.MayStandIn(words));
            if (need.IsLast && stands) return true;
            stands |= need.IsLast;
        }

        return _needs.Length == 0;
    }

    /// <summary>False settles it without taking the text apart: no word it cannot do without begins anywhere.</summary>
    public bool MayMatch(ReadOnlySpan<char> text) => _beginnings.Value is not { } any || text.ContainsAny(any);

    /// <summary>The term of an alternative that is looked for first: the one with the fewest choices.</summary>
    public static StemTerm? KeyOf(ImmutableArray<StemTerm> alternative) => alternative
        .Where(term => term is { Absent: false, Kind: TermKind.Words }).MinBy(term => term.Choices.Length);

    /// <summary>How many terms of its best alternative a line has.</summary>
    public int Shared(Words words)
    {
        var most = 0;
        foreach (var alternative in Alternatives)
        {
            var shared = 0;
            foreach (var term in MayShare(alternative, words) > most ? alternative : [])
            {
                if (!term.Absent && term.FindIn(words, WordsLeft.All).Start >= 0) shared++;
            }

            most = Math.Max(most, shared);
        }

        return most;
    }

    /// <summary>Where it stands in the text, as start and end; start -1 when it does not.</summary>
    public (int Start, int End) Place(Words words) =>
        words.Said.Overlaps(Mark) && Find(words, WordsLeft.All) is { Length: > 0 } found
            ? (words.All[found[0]].Start, words.All[found[^1]].End) : (-1, -1);

    /// <summary>The words the pattern uses up, in order, all of them left; null when it does not match.</summary>
    public int[]? Find(Words words, in WordsLeft left)
    {
        foreach (var alternative in Alternatives)
        {
            if (FindAll(alternative, words, left) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static SearchValues<string>? BeginningsOf(ImmutableArray<ImmutableArray<StemTerm>> alternatives)
    {
        var keys = alternatives.Select(KeyOf).ToList();
        return keys.Contains(null) ? null : SearchValues.Create(
            [.. keys.SelectMany(key => key!.Choices.Select(choice => choice[0].Text)).Distinct()],
            StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<Need> NeedsOf(ImmutableArray<StemTerm> alternative)
    {
        var needed = alternative.Where(term => !term.Absent).ToList();
        return needed.Select((term, at) => new Need(term.Beginnings, term, at == needed.Count - 1));
    }

    private static bool AllStand(ImmutableArray<StemTerm> terms, Words words)
    {
        if (!MayStand(terms, words)) return false;
        foreach (var term in terms)
        {
            if (term.FindIn(words, WordsLeft.All).Start >= 0 == term.Absent) return false;
        }

        return true;
    }

    private static bool MayStand(ImmutableArray<StemTerm> terms, Words words)
    {
        foreach (var term in terms)
        {
            if (!term.Absent && !term.MayStandIn(words)) return false;
        }

        return true;
    }

    private static int MayShare(ImmutableArray<StemTerm> terms, Words words)
    {
        var count = 0;
        foreach (var term in terms)
        {
            if (!term.Absent && term.MayStandIn(words)) count++;
        }

        return count;
    }

    private static int[]? FindAll(ImmutableArray<StemTerm> terms, Words words, in WordsLeft left)
    {
        if (!MayStand(terms, words))
        {
            return null;
        }

        Span<int> found = stackalloc int[MostWords];
        var count = 0;
        foreach (var term in terms)
        {
            var (start, length) = term.FindIn(words, left);
            if (start >= 0 == term.Absent)
            {
                return null;
            }

            if (!term.Absent && !term.Context)
            {
                for (var at = start; at < start + length && count < MostWords; at++)
                {
                    if (!found[..count].Contains(at)) found[count++] = at;
                }
            }
        }

        if (count > 1) found[..count].Sort();
        return found[..count].ToArray();
    }

    // A term of an alternative: some word begins so, or somebody is named.
    private readonly record struct Need(Bits Beginnings, StemTerm Term, bool IsLast);
}

/// <summary>The words a pattern may use up: not used yet, and of one clause where one is given.</summary>
/// <param name="Used">Null: none.</param>
/// <param name="First">The first word of the clause.</param>
/// <param name="End">The first word after it.</param>
internal readonly record struct WordsLeft(bool[]? Used, int Clause, int First = 0, int End = int.MaxValue)
{
    public const int AnyClause = -1;

    public static WordsLeft All { get; } = new(null, AnyClause);

    public bool Has(Words words, int at) =>
        (Used is null || !Used[at]) && (Clause == AnyClause || words.All[at].Clause == Clause);
}
