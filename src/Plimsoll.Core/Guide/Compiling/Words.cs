using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A word of a line: where it stands, the clause it stands in, and the number of what is known of it.
/// </summary>
internal readonly record struct Word(short Start, short End, short Clause, int Number);

/// <summary>A line as words: what patterns are looked up in.</summary>
internal sealed class Words
{
    // A line of a guide is a sentence; what is longer is read up to here, so that every line costs little.
    private const int Longest = 2000;
    private const int UsualSlug = 128;

    private static readonly ImmutableArray<int> OneClause = [0];

    private readonly bool _isWhole;
    private ImmutableArray<int> _clauses;
    private bool? _names;

    private Words(string text, Vocabulary vocabulary, ImmutableArray<Word> all, bool isWhole)
    {
        _isWhole = isWhole;
        (Text, Vocabulary, All) = (text, vocabulary, all);
        var lexicon = vocabulary.Lexicon;
        var (stemmed, grammar, said, clause) = (default(Bits), Grammar.None, lexicon.Always, -1);
        foreach (var word in all)
        {
            if (lexicon[word.Number] is { } sense)
            {
                stemmed |= sense.Stemmed;
                grammar |= sense.Grammar;
                said |= word.Clause == clause ? sense.Said : sense.Said | sense.Begins;
            }

            clause = word.Clause;
        }

        (Stemmed, Grammar, Said) = (stemmed, grammar, said);
    }

    // The same words in a text that ends with the last of them.
    private Words(string text, Words same)
    {
        (_isWhole, _clauses, _names) = (true, same._clauses, same._names);
        (Text, Vocabulary, All) = (text, same.Vocabulary, same.All);
        (Stemmed, Grammar, Said) = (same.Stemmed, same.Grammar, same.Said);
    }

    /// <summary>The text the words stand in.</summary>
    public string Text { get; }

    /// <summary>As much of it as is read.</summary>
    public string Line => Text.Length <= Longest ? Text : field ??= Text[..Longest];

    /// <summary>What gives the words their sense.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Words in order; a comma, a semicolon or "and" begins the next clause.</summary>
    public ImmutableArray<Word> All { get; }

    /// <summary>The stems that any of the words begins with.</summary>
    public Bits Stemmed { get; }

    /// <summary>What its words do, together.</summary>
    public Grammar Grammar { get; }

    /// <summary>False settles it: no word of the text does this.</summary>
    public bool MayHave(Grammar what) => (Grammar & what) != 0 || !_isWhole || Text.Length > Longest;

    /// <summary>Somebody is named: a known role, or what is worded like one.</summary>
    public bool Names => (Grammar & (Grammar.BeginsRole | Grammar.EndsRole)) != 0
        && (_names ??= RoleTable.NamesSomebody(this));

    /// <summary>True for a text that was read to its end and names nobody.</summary>
    public bool NamesNobody => _isWhole && Text.Length <= Longest && !Names;

    /// <summary>The patterns that may match.</summary>
    public Bits Said { get; }

    public static Words Of(string text, Vocabulary vocabulary) =>
        new(text, vocabulary, WordReader.Read(Read(text), vocabulary.Lexicon), isWhole: true);

    /// <summary>The words of a text in lower case.</summary>
    public static ImmutableArray<string> In(string text) =>
    [
        .. WordReader.Read(Read(text), Lexicon.Bare)
            .Select(word => text[word.Start..word.End].ToLowerInvariant()),
    ];

    /// <summary>All of its words are of one clause.</summary>
    public bool HasOneClause => All.Length > 0 && All[0].Clause == All[^1].Clause;

    /// <summary>The first word that is not of the clause of this one.</summary>
    public int EndOfClause(int at)
    {
        var clause = All[at].Clause;
        while (at < All.Length && All[at].Clause == clause) at++;
        return at;
    }

    /// <summary>The clauses that have words, in order.</summary>
    public ImmutableArray<int> Clauses => _clauses.IsDefault ? _clauses = ClausesOf(All) : _clauses;

    /// <summary>The words of another text, with the same sense; those of a part of this one are not read again.
    /// </summary>
    public Words Of(string text) => !_isWhole ? Of(text, Vocabulary)
        : ReferenceEquals(text, Text) ? this
        : Text.StartsWith(text, StringComparison.Ordinal) ? Between(0, text.Length, text)
        : Text.EndsWith(text, StringComparison.Ordinal) ? Between(Text.Length - text.Length, Text.Length, text)
        : Of(text, Vocabulary);

    /// <summary>The words from a place of the text on.</summary>
    public Words From(int start) => Between(start, Text.Length, Text[start..]);

    /// <summary>The words up to a place of the text.</summary>
    public Words Before(int end) => Between(0, end, Text[..end]);

    /// <summary>The words of a part of the text.</summary>
    public Words Part(int start, int end) => Between(start, end, Text[start..end]);

    /// <summary>The words of some clauses.</summary>
    public Words In(ImmutableArray<int> clauses)
    {
        var count = 0;
        foreach (var word in All) count += clauses.Contains(word.Clause) ? 1 : 0;
        if (count == All.Length) return new Words(Text, Vocabulary, All, isWhole: false);
        var (some, at) = (new Word[count], 0);
        foreach (var word in All)
        {
            if (clauses.Contains(word.Clause)) some[at++] = word;
        }

        return new Words(Text, Vocabulary, ImmutableCollectionsMarshal.AsImmutableArray(some), isWhole: false);
    }

    /// <summary>One word alone.</summary>
    public Words Only(int at) => new(Text, Vocabulary, [All[at]], isWhole: false);

    /// <summary>What is known of a word; null for nothing.</summary>
    public Sense? SenseAt(int at) => Vocabulary.Lexicon[All[at].Number];

    /// <summary>True when a word does this.</summary>
    public bool Does(int at, Grammar what) => SenseAt(at) is { } sense && (sense.Grammar & what) != 0;

    /// <summary>A word as it is written.</summary>
    public ReadOnlySpan<char> At(int at) => Text.AsSpan(All[at].Start..All[at].End);

    /// <summary>A word in lower case.</summary>
    public string Lower(int at) => Text[All[at].Start..All[at].End].ToLowerInvariant();

    /// <summary>True when a word is written like this, in any case.</summary>
    public bool Is(int at, string lower)
    {
        var word = At(at);
        return word.Length == lower.Length && StartsWith(word, lower);
    }

    /// <summary>Where a word stands last between two spaces; -1 for nowhere.</summary>
    public int LastPlaceOf(string lower)
    {
        for (var at = All.Length - 1; at >= 0; at--)
        {
            var (start, end) = (All[at].Start, All[at].End);
            var alone = start > 0 && end < Text.Length && Text[start - 1] == ' ' && Text[end] == ' ';
            if (alone && Is(at, lower)) return start;
        }

        return -1;
    }

    /// <summary>Words joined by dashes, at most so many: a name for what nobody named.</summary>
    public string Slug(int most) => Slug(most, Text.Length);

    /// <summary>Of those up to a place of the text, which is in no word.</summary>
    public string Slug(int most, int end)
    {
        most = Math.Min(most, All.Length);
        while (most > 0 && All[most - 1].End > end) most--;
        if (most == 0) return "";
        var length = All[most - 1].End - All[0].Start + 1;
        var room = length <= UsualSlug ? stackalloc char[UsualSlug] : new char[length];
        var written = 0;
        for (var at = 0; at < most; at++)
        {
            if (at > 0) room[written++] = '-';
            written += At(at).ToLowerInvariant(room[written..]);
        }

        return room[..written].ToString();
    }

    /// <summary>True when it begins with this, in any case.</summary>
    public static bool StartsWith(ReadOnlySpan<char> word, string lower)
    {
        if (word.Length < lower.Length) return false;
        for (var at = 0; at < lower.Length; at++)
        {
            if (char.ToLowerInvariant(word[at]) != lower[at]) return false;
        }

        return true;
    }

    private static ReadOnlySpan<char> Read(string text) => text.AsSpan(0, Math.Min(text.Length, Longest));

    private Words Between(int start, int end, string text)
    {
        if (text.Length == Text.Length && _isWhole) return this;
        var (first, last) = (0, All.Length);
        while (first < last && All[first].End <= start) first++;
        while (last > first && All[last - 1].Start >= end) last--;
        var cuts = first < last && (All[first].Start < start || All[last - 1].End > end);
        return cuts || !_isWhole || Text.Length > Longest ? Of(text, Vocabulary)
            : start == 0 && last == All.Length ? new Words(text, this)
            : new Words(text, Vocabulary, Moved(All.AsSpan()[first..last], start), isWhole: true)
            {
                // Where nobody is named, nobody is in a part of it.
                _names = _names is false ? false : null,
            };
    }

    private static ImmutableArray<Word> Moved(ReadOnlySpan<Word> words, int by)
    {
        var moved = words.ToArray();
        for (var at = 0; at < moved.Length && by > 0; at++)
        {
            moved[at] = words[at] with { Start = (short)(words[at].Start - by), End = (short)(words[at].End - by) };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(moved);
    }

    private static ImmutableArray<int> ClausesOf(ImmutableArray<Word> all)
    {
        var (count, last) = (0, -1);
        foreach (var word in all)
        {
            if (word.Clause != last) count++;
            last = word.Clause;
        }

        if (count == 1 && last == 0) return OneClause;

        var (clauses, at) = (new int[count], 0);
        foreach (var word in all)
        {
            if (at == 0 || clauses[at - 1] != word.Clause) clauses[at++] = word.Clause;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(clauses);
    }
}
