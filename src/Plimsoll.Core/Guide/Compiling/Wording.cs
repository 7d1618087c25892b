using System.Collections.Frozen;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Small words that carry structure, as patterns by name.</summary>
internal static class Wording
{
    private static readonly FrozenDictionary<string, Stems> Shipped =
        Tsv.Shipped("wording.tsv").ToFrozenDictionary(row => row["what"], row => Stems.Parse(row["stems"]));

    public static bool Is(string what, string text) =>
        Shipped[what] is var stems && stems.MayMatch(text) && stems.Matches(Words.Of(text));

    public static bool Is(string what, Words words) =>
        Shipped[what] is var stems && stems.MayMatch(words) && stems.Matches(words);

    /// <summary>Where the wording stands in the text, as start and end; start -1 when it does not.</summary>
    public static (int Start, int End) Find(string what, string text) =>
        Shipped[what].MayMatch(text) ? Find(what, Words.Of(text)) : (-1, -1);

    public static (int Start, int End) Find(string what, Words words) =>
        Shipped[what] is var stems && stems.MayMatch(words)
            && stems.Find(words, WordsLeft.All) is { Length: > 0 } found
            ? (words.All[found[0]].Start, words.All[found[^1]].End)
            : (-1, -1);
}
