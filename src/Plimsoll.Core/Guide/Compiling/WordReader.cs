using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line taken apart into words.</summary>
internal static class WordReader
{
    // What fits on the stack; a longer line is no line of a guide.
    private const int Usual = 256;

    public static ImmutableArray<Word> Read(ReadOnlySpan<char> line, Lexicon lexicon)
    {
        var most = (line.Length / 2) + 1;
        var words = most <= Usual ? stackalloc Word[most] : new Word[most];
        return ImmutableArray.Create((ReadOnlySpan<Word>)words[..Fill(words, line, lexicon)]);
    }

    private static int Fill(Span<Word> words, ReadOnlySpan<char> line, Lexicon lexicon)
    {
        var (count, clause) = (0, 0);
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ')
            {
                at++;
                continue;
            }

            var end = lexicon.Read(line, at, out var number);
            if (end == at)
            {
                clause += line[at] is ',' or ';' or '&' || IsDash(line, at) ? 1 : 0;
                at++;
                continue;
            }

            if (lexicon.IsAnd(number)) clause++;
            else words[count++] = new Word((short)at, (short)end, (short)clause, number);
            at = end;
        }

        return count;
    }

    private static bool IsDash(ReadOnlySpan<char> text, int at) =>
        text[at] is '\u2014' or '\u2013' or '-' or '\u2192' && at > 0 && text[at - 1] == ' '
            && at + 1 < text.Length && text[at + 1] == ' ';
}
