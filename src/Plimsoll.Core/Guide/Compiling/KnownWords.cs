namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The words and lines that were just met: guides say the same words again and again, and a line is asked many
/// questions in a row. It only saves work; what is forgotten is read again.</summary>
internal static class KnownWords
{
    private const int MostWords = 4096;
    private const int MostLines = 256;
    private const int LongestWord = 64;

    // Any thread may replace an entry; each is complete before it is put here.
    private static readonly string?[] Met = new string?[MostWords];
    private static readonly Words?[] Lines = new Words?[MostLines];

    /// <summary>A word in lower case.</summary>
    public static string Lower(ReadOnlySpan<char> word)
    {
        var room = word.Length <= LongestWord ? stackalloc char[LongestWord] : new char[word.Length];
        var lower = room[..word.ToLowerInvariant(room)];
        var place = PlaceOf(lower, MostWords);
        var met = Met[place];
        return met is not null && lower.SequenceEqual(met) ? met : Met[place] = lower.ToString();
    }

    /// <summary>A line as words, by what takes it apart when it was not just met.</summary>
    public static Words Of(string line, Func<string, Words> takeApart)
    {
        var place = PlaceOf(line, MostLines);
        var met = Lines[place];
        return met is not null && met.Line == line ? met : Lines[place] = takeApart(line);
    }

    private static int PlaceOf(ReadOnlySpan<char> text, int most)
    {
        var sum = (uint)text.Length;
        foreach (var letter in text) sum = (sum * 31) + letter;
        return (int)((sum ^ (sum >> 15)) & (uint)(most - 1));
    }
}
