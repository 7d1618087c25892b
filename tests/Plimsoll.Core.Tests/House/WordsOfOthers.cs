using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide.Reading;
using Plimsoll.Core.Tests.Guide;

namespace Plimsoll.Core.Tests.House;

/// <summary>The compiler serves guides it has never seen: what it knows are general rules, and not one sentence of the
/// guides it is tried with.</summary>
public sealed partial class WordsOfOthers
{
    private const int Sentence = 5;

    [Fact]
    public void No_line_of_a_guide_of_others_stands_in_the_repository()
    {
        var known = Words(Encoding.UTF8.GetString(SomeGuide.ReferenceBytes));
        var lines = SomeGuide.DevelopmentFiles().SelectMany(file => GuideReader.Read(File.ReadAllText(file)).Items)
            .Select(item => Words(item.Text)).Distinct()
            .Where(line => Beginnings(line).Any() && !known.Contains(line, StringComparison.Ordinal))
            .ToLookup(line => Beginnings(line).First());
        Assert.NotEmpty(lines);
        Assert.Empty(
            from file in Files()
            let text = Words(File.ReadAllText(file))
            from beginning in Beginnings(text).Distinct()
            from line in lines[beginning]
            where text.Contains(line, StringComparison.Ordinal)
            select $"{SourceTree.Name(file)}:{line}");
    }

    /// <summary>Each five words that follow each other; none in what is shorter than a sentence.</summary>
    private static IEnumerable<string> Beginnings(string text)
    {
        int[] spaces = [.. text.Index().Where(letter => letter.Item == ' ').Select(letter => letter.Index)];
        for (var at = 0; at + Sentence < spaces.Length; at++)
            yield return text[spaces[at]..spaces[at + Sentence]];
    }

    /// <summary>Small letters, one space before each word and one at the end: case and signs make no other sentence.
    /// </summary>
    private static string Words(string text) =>
        string.Concat(Word().Matches(text).Select(word => " " + word.Value.ToLowerInvariant())) + " ";

    private static IEnumerable<string> Files() =>
        from folder in (string[])["src", "guides", "samples", "tests", "docs", "bench"]
        from file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".tsv" or ".md" or ".yaml" or ".json" or ".razor" or ".js" or ".txt"
        where !Documents.IsBuilt(file) && Path.GetFileName(file) != SomeGuide.ReferenceName
        select file;

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
