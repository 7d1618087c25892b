using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Small words that carry structure, as patterns by name.</summary>
internal static class Wording
{
    private static readonly ImmutableDictionary<string, Stems> Shipped =
        Tsv.Shipped("wording.tsv").ToImmutableDictionary(row => row["what"], row => Stems.Parse(row["stems"]));

    public static bool Is(string what, string text) => Shipped[what].Matches(Words.Of(text));

    public static bool Is(string what, Words words) => Shipped[what].Matches(words);

    /// <summary>Where the wording stands in the text, as start and end; start -1 when it does not.</summary>
    public static (int Start, int End) Find(string what, string text) => Find(what, Words.Of(text));

    public static (int Start, int End) Find(string what, Words words) =>
        Shipped[what].Find(words, WordsLeft.All(words)) is { Length: > 0 } found
            ? (words.All[found[0]].Start, words.All[found[^1]].End)
            : (-1, -1);
}
