using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One term of a pattern: words that may stand for it, and how it has to stand.</summary>
internal sealed record StemTerm(
    bool Absent, bool Context, bool First, TermKind Kind, ImmutableArray<ImmutableArray<Stem>> Choices)
{
    private readonly int[] _keys = [.. Choices.Select(choice => choice[0].Key)];

    /// <summary>How a word begins that may stand for it.</summary>
    public Bits Beginnings { get; } = Choices.Aggregate(default(Bits), (all, choice) => all | choice[0].Mark);

    public static StemTerm Parse(string text)
    {
        var bare = text.TrimStart('!', '~', '^');
        var marks = text[..^bare.Length];
        var kind = bare switch
        {
            "@role" => TermKind.Role,
            "@person" => TermKind.Person,
            "@share" => TermKind.Share,
            "@share$" => TermKind.OnlyShare,
            _ => TermKind.Words,
        };
        return new StemTerm(
            marks.Contains('!', StringComparison.Ordinal), marks.Contains('~', StringComparison.Ordinal),
            marks.Contains('^', StringComparison.Ordinal), kind,
            kind is not TermKind.Words ? [] : [.. bare.Split('/').Select(choice => choice.Split('_').Select(Stem.Parse)
                .ToImmutableArray())]);
    }

    private bool Somebody => Kind is TermKind.Role or TermKind.Person;

    /// <summary>Where it stands; start -1 when it does not. What is absent or only has to be there is looked for in
    /// the whole line.</summary>
    public (int Start, int Length) FindIn(Words words, in WordsLeft left) =>
        !MayStandIn(words) ? (-1, 0) : First ? FindFirst(words, left) : FindAnywhere(words, left);

    private (int Start, int Length) FindFirst(Words words, in WordsLeft left) =>
        left.First < words.All.Length && LengthAt(words, left.First, left) is > 0 and var length
            ? (left.First, length) : (-1, 0);

    private (int Start, int Length) FindAnywhere(Words words, in WordsLeft left)
    {
        var bound = !Absent && !Context;
        var all = words.All.AsSpan();
        var lexicon = words.Vocabulary.Lexicon;
        var end = bound ? Math.Min(left.End, all.Length) : all.Length;
        for (var start = bound ? left.First : 0; start < end; start++)
        {
            if ((Kind is not TermKind.Words || lexicon.StemmedBy(all[start].Number).Overlaps(Beginnings))
                && LengthAt(words, start, left) is > 0 and var length)
            {
                return (start, length);
            }
        }

        return (-1, 0);
    }

    /// <summary>False settles it: no word of the line begins like any of its own.</summary>
    public bool MayStandIn(Words words) => Kind switch
    {
        TermKind.Words => words.Stemmed.Overlaps(Beginnings),
        TermKind.Role or TermKind.Person => words.Names,
        _ => words.Line.Contains('%', StringComparison.Ordinal),
    };

    private int LengthAt(Words words, int start, in WordsLeft left)
    {
        if (Somebody)
        {
            return RoleTable.At(words, start) is { } named && (named.Acts || Kind is TermKind.Role)
                && IsLeft(words, start, named.Length, left)
                ? named.Length : 0;
        }

        if (Kind is not TermKind.Words)
        {
            return (Kind is TermKind.Share || words.All.Length == 1) && IsShareAt(words, start)
                && IsLeft(words, start, 1, left) ? 1 : 0;
        }

        if (words.SenseAt(start) is not { } sense)
        {
            return 0;
        }

        for (var at = 0; at < _keys.Length; at++)
        {
            if (sense.Has(_keys[at], Choices[at][0]) && StandsAt(Choices[at], words, start, left))
            {
                return Choices[at].Length;
            }
        }

        return 0;
    }

    // "25%", "25 %"
    private static bool IsShareAt(Words words, int at)
    {
        var said = words.Line.AsSpan(words.All[at].Start, words.All[at].End - words.All[at].Start);
        return !said.ContainsAnyExceptInRange('0', '9')
            && words.Line.AsSpan(words.All[at].End).TrimStart().StartsWith("%");
    }

    private bool StandsAt(ImmutableArray<Stem> phrase, Words words, int start, in WordsLeft left)
    {
        if (start + phrase.Length > words.All.Length)
        {
            return false;
        }

        for (var at = 1; at < phrase.Length; at++)
        {
            if (words.SenseAt(start + at) is not { } sense || !sense.Has(phrase[at].Key, phrase[at]))
            {
                return false;
            }
        }

        return IsLeft(words, start, phrase.Length, left);
    }

    private bool IsLeft(Words words, int start, int length, in WordsLeft left)
    {
        if (Absent || Context || (left.Used is null && left.Clause == WordsLeft.AnyClause)) return true;
        for (var at = start; at < start + length; at++)
        {
            if (!left.Has(words, at)) return false;
        }

        return true;
    }
}

/// <summary>What a term stands for: words, somebody named, somebody who acts, a percentage, a percentage and nothing
/// else.</summary>
internal enum TermKind { Words, Role, Person, Share, OnlyShare }

/// <summary>How a word begins, or all of it.</summary>
internal sealed record Stem(string Text, bool Whole)
{
    private readonly int _sum = Bits.SumOf(Text);

    public Bits Mark => Bits.Of(_sum);

    /// <summary>Two that differ in it are not the same.</summary>
    public int Key { get; } = Bits.SumOf(Text) ^ (Whole ? -1 : 0);

    public bool IsSame(Stem other) => _sum == other._sum && Whole == other.Whole && Text == other.Text;

    public static Stem Parse(string text) => new(text.TrimEnd('$'), text.EndsWith('$'));
}
