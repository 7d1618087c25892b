using System.Buffers;
using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A word of a line, lower case, with the clause of the line it stands in.</summary>
internal readonly record struct Word(string Text, int Clause, int Start, int End)
{
    public ulong Beginning { get; } = Beginnings.OfWord(Text);
}

/// <summary>A line as words: what stems are looked up in.</summary>
/// <param name="Line">The text the words stand in.</param>
internal sealed record Words(ImmutableArray<Word> All, string Line)
{
    // A line of a guide is a sentence; what is longer is read up to here, so that every line costs little.
    private const int Longest = 2000;

    private static readonly SearchValues<char> Ends = SearchValues.Create(",;&");

    private ImmutableArray<int> _clauses;

    /// <summary>Words in order; a comma, a semicolon or "and" begins the next clause.</summary>
    public static Words Of(string text) =>
        KnownWords.Of(text.Length > Longest ? text[..Longest] : text, static line => TakeApart(line));

    /// <summary>How its words begin, all together.</summary>
    public ulong Beginning { get; } = BeginningOf(All);

    private static Words TakeApart(string line)
    {
        var room = ArrayPool<Word>.Shared.Rent((line.Length / 2) + 1);
        var words = ImmutableArray.Create(room.AsSpan(0, Fill(room, line)));
        ArrayPool<Word>.Shared.Return(room);
        return new Words(words, line);
    }

    private static int Fill(Span<Word> words, string line)
    {
        var (count, clause) = (0, 0);
        for (var at = 0; at < line.Length;)
        {
            var end = EndOfWord(line, at);
            if (end == at)
            {
                clause += Ends.Contains(line[at]) || IsDash(line, at) ? 1 : 0;
                at++;
                continue;
            }

            var word = KnownWords.Lower(line.AsSpan(at, end - at));
            var joins = word == "and";
            clause += joins ? 1 : 0;
            at = end;
            if (!joins)
            {
                words[count++] = new Word(word, clause, end - word.Length, end);
            }
        }

        return count;
    }

    /// <summary>The clauses that have words, in order.</summary>
    public ImmutableArray<int> Clauses => _clauses.IsDefault ? _clauses = ClausesOf(All) : _clauses;

    /// <summary>The words of some clauses.</summary>
    public Words In(ImmutableArray<int> clauses) =>
        new([.. All.Where(word => clauses.Contains(word.Clause))], Line);

    /// <summary>Words joined by dashes, at most so many: a name for what nobody named.</summary>
    public string Slug(int most) => string.Join('-', All.Take(most).Select(word => word.Text));

    private static ImmutableArray<int> ClausesOf(ImmutableArray<Word> all)
    {
        var clauses = ImmutableArray.CreateBuilder<int>();
        foreach (var word in all)
        {
            if (clauses.Count == 0 || clauses[^1] != word.Clause) clauses.Add(word.Clause);
        }

        return clauses.DrainToImmutable();
    }

    private static ulong BeginningOf(ImmutableArray<Word> all)
    {
        var together = 0UL;
        foreach (var word in all) together |= word.Beginning;
        return together;
    }

    private static bool IsDash(string text, int at) =>
        text[at] is '\u2014' or '\u2013' or '-' or '\u2192' && at > 0 && text[at - 1] == ' '
            && at + 1 < text.Length && text[at + 1] == ' ';

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (text[end] == '\'' && end > start)))
        {
            end++;
        }

        return end;
    }
}
