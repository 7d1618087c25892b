using System.Buffers;
using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One ordered scale of how bad things can be, whatever an organisation calls its steps.</summary>
internal static class SeverityScale
{
    private const int LongestName = 80;

    private static readonly ImmutableDictionary<string, string> ByName = Tsv.Shipped("severities.tsv")
        .SelectMany(row => Tsv.List(row["names"]), (row, name) => (name, Severity: row["severity"]))
        .ToImmutableDictionary(one => one.name, one => one.Severity);

    private static readonly SearchValues<char> Beginnings =
        SearchValues.Create([.. ByName.Keys.Select(name => name[0])]);

    /// <summary>Worst first.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. Tsv.Shipped("severities.tsv").Select(row => row["severity"])];

    /// <summary>The severity a name means, such as <c>SEV-1</c> or <c>P0 (critical)</c>; empty when it is none.
    /// </summary>
    public static string Of(string name)
    {
        var words = WordsOf(name);
        return NameAt(words) is { Length: > 0 } first ? ByName[first]
            : words.Select(word => ByName.GetValueOrDefault(word, ""))
                .FirstOrDefault(found => found.Length > 0, "");
    }

    /// <summary>True when the text begins with the name of a severity.</summary>
    public static bool Starts(string text) => MayStart(text) && NameAt(WordsOf(text)).Length > 0;

    // Names begin with few letters, so that most texts need not be taken apart.
    private static bool MayStart(string text)
    {
        var first = 0;
        while (first < text.Length && !char.IsLetterOrDigit(text[first])) first++;
        return first < text.Length && Beginnings.Contains(char.ToLowerInvariant(text[first]));
    }

    /// <summary>The severities of a scale's names. Where it counts from nought, such as <c>P0</c> to <c>P3</c>, P1 is
    /// the second.</summary>
    public static ImmutableArray<string> OfAll(IReadOnlyList<string> names)
    {
        var digits = names.Select(name => DigitOf(NameAt(WordsOf(name)))).ToList();
        return !digits.Contains(0) ? [.. names.Select(Of)]
            : [.. names.Select((name, at) =>
                digits[at] is { } digit ? All[Math.Min(digit, All.Length - 1)] : Of(name))];
    }

    private static int? DigitOf(string name) =>
        name.Length is > 1 and < 6 && char.IsAsciiDigit(name[^1]) ? name[^1] - '0' : null;

    // "SEV1" is one word, "SEV-1" and "Sev 1" are two.
    private static string NameAt(ImmutableArray<string> words) => words switch
    {
        [var first, var second, ..] when ByName.ContainsKey(first + second) => first + second,
        [var first, ..] when ByName.ContainsKey(first) => first,
        _ => "",
    };

    private static ImmutableArray<string> WordsOf(string name) =>
        Words.In(name.Length > LongestName ? name[..LongestName] : name);
}
