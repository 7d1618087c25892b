using System.Buffers;
using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line taken apart into words.</summary>
internal static class WordReader
{
    public static ImmutableArray<Word> Read(ReadOnlySpan<char> line, Lexicon lexicon)
    {
        var room = ArrayPool<Word>.Shared.Rent((line.Length / 2) + 1);
        var words = room.AsSpan(0, Fill(room, line, lexicon));
        var all = ImmutableArray.Create((ReadOnlySpan<Word>)words);
        words.Clear();
        ArrayPool<Word>.Shared.Return(room);
        return all;
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

            var end = lexicon.Read(line, at, out var sense);
            if (end == at)
            {
                clause += line[at] is ',' or ';' or '&' || IsDash(line, at) ? 1 : 0;
                at++;
                continue;
            }

            if (sense is { Grammar: var grammar } && (grammar & Grammar.And) != 0) clause++;
            else words[count++] = new Word((short)at, (short)end, (short)clause, sense);
            at = end;
        }

        return count;
    }

    private static bool IsDash(ReadOnlySpan<char> text, int at) =>
        text[at] is '\u2014' or '\u2013' or '-' or '\u2192' && at > 0 && text[at - 1] == ' '
            && at + 1 < text.Length && text[at + 1] == ' ';
}
