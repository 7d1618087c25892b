using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Small or regular texts that would cost their reader without measure: they are read or refused, and end.</summary>
public sealed class BombsOfText
{
    public static TheoryData<string> Yaml => new(
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
        "a: &a\n  <<: *a\n",
        string.Concat(Enumerable.Repeat("[", 100_000)),
        string.Concat(Enumerable.Repeat("{a: ", 50_000)),
        string.Concat(Enumerable.Range(0, 5_000).Select(n => new string(' ', n) + "a:\n")),
        string.Concat(Enumerable.Repeat("- ", 100_000)) + "x",
        "name: " + new string('x', 999_000),
        string.Concat(Enumerable.Range(0, 90_000).Select(n => $"k{n}: x\n")),
        "name: \"" + string.Concat(Enumerable.Repeat("\\x41", 200_000)) + "\"",
        "? " + string.Concat(Enumerable.Repeat("? ", 50_000)));

    public static TheoryData<string> Markdown => new(
        string.Concat(Enumerable.Repeat("> ", 50_000)) + "x",
        string.Concat(Enumerable.Repeat("- ", 50_000)) + "x",
        string.Concat(Enumerable.Repeat("[", 50_000)),
        string.Concat(Enumerable.Repeat("![](", 50_000)),
        string.Concat(Enumerable.Repeat("*a **b ", 50_000)),
        string.Concat(Enumerable.Repeat("`", 100_001)),
        string.Concat(Enumerable.Repeat("[a](<b", 50_000)),
        "# Release\n" + string.Concat(Enumerable.Repeat("- [ ] Deploy to production\n", 30_000)),
        "|" + string.Concat(Enumerable.Repeat("a|", 5_000)) + "\n|" + string.Concat(Enumerable.Repeat("-|", 5_000)) + "\n",
        string.Concat(Enumerable.Range(0, 20_000).Select(n => $"[{n}]: /x\n")),
        string.Concat(Enumerable.Repeat("&amp;", 100_000)));

    [Theory]
    [MemberData(nameof(Yaml))]
    public void A_bomb_of_yaml_is_a_problem_with_a_place(string text)
    {
        var file = ServiceFileReader.Read("plimsoll.yaml", text);

        Assert.True(file.HasErrors);
        Assert.InRange(file.Problems.Length, 1, 100);
        Assert.All(file.Problems, problem => Assert.InRange(problem.Message.Length, 1, 1000));
    }

    [Theory]
    [MemberData(nameof(Markdown))]
    public void A_bomb_of_markdown_comes_to_an_end(string text) =>
        Assert.NotNull(GuideCompiler.Compile("guide.md", Encoding.UTF8.GetBytes(text)));
}
