namespace Plimsoll.Core.Guide.Reading;

/// <summary>How deep lists and quotes stand in each other, looked at before Markdown is read: with each line it goes
/// through all that is open, and from each of them up again.</summary>
internal static class Nesting
{
    // The square of the depth, over all lines; guides that people wrote need a thousandth.
    private const long MostWork = 20_000_000;

    /// <summary>The line with which it becomes too much, from 1; 0 for never.</summary>
    public static int LineOfTooMuch(string text)
    {
        var (line, work, open) = (0, 0L, 0L);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            line++;
            var (levels, blank) = LevelsOf(text.AsSpan(range));
            // A blank line leaves open what is open.
            open = blank ? open : levels;
            work += open * open;
            if (work > MostWork)
            {
                return line;
            }
        }

        return 0;
    }

    // At most so many: a mark each, or two columns.
    private static (long Levels, bool Blank) LevelsOf(ReadOnlySpan<char> line)
    {
        var halves = 0L;
        foreach (var letter in line)
        {
            switch (letter)
            {
                case ' ':
                    halves++;
                    break;
                case '\t':
                    halves += 4;
                    break;
                case '>' or '-' or '+' or '*' or '.' or ')':
                    halves += 2;
                    break;
                case >= '0' and <= '9':
                    break;
                default:
                    return (halves / 2, false);
            }
        }

        return (halves / 2, line.IsWhiteSpace());
    }
}
