namespace Plimsoll.Core.Guide.Compiling;

/// <summary>How words begin, as bits: no bit in common, and none of them begins like the other. It settles most of what
/// a line does not say without looking at its letters.</summary>
internal static class Beginnings
{
    /// <summary>Of one letter: that begins anything.</summary>
    private const ulong Any = ulong.MaxValue;

    public static ulong OfWord(string word) => word.Length switch
    {
        0 => 0,
        1 => Bit(word[0], '\0'),
        _ => Bit(word[0], word[1]),
    };

    public static ulong OfStem(string stem) => stem.Length < 2 ? Any : Bit(stem[0], stem[1]);

    private static ulong Bit(char first, char second) => 1UL << (((first * 31) + second) & 63);
}
