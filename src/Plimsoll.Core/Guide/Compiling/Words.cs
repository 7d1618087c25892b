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

    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create(",;&");

    private ImmutableArray<int> _clauses = default;

    /// <summary>Words in order; a comma, a semicolon or "and" begins the next clause.</summary>
    public static Words Of(string text)
    {
        var line = text.Length > Longest ? text[..Longest] : text;
        var words = ImmutableArray.CreateBuilder<Word>();
        var clause = 0;
        for (var at = 0; at < line.Length;)
        {
            var end = EndOfWord(line, at);
            if (end == at)
            {
                clause += Ends.Contains(line[at]) || IsDash(line, at) ? 1 : 0;
                at++;
                continue;
            }

            var word = Lower(line, at, end);
            var joins = word == "and";
            clause += joins ? 1 : 0;
            at = end;
            if (!joins)
            {
                words.Add(new Word(word, clause, end - word.Length, end));
            }
        }

        return new Words(words.DrainToImmutable(), line);
    }

    /// <summary>The clauses that have words, in order.</summary>
    public ImmutableArray<int> Clauses => _clauses.IsDefault ? _clauses = ClausesOf(All) : _clauses;

    /// <summary>The words of some clauses.</summary>
    public Words In(ImmutableHashSet<int> clauses) =>
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

    private static string Lower(string line, int start, int end) => string.Create(
        end - start, (line, start),
        static (letters, from) => from.line.AsSpan(from.start, letters.Length).ToLowerInvariant(letters));

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
