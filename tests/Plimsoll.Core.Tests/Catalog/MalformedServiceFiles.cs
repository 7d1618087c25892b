using Plimsoll.Files.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class MalformedServiceFiles
{
    [Theory]
    [InlineData("", "1:1 error The file says nothing. Let `plimsoll init` write one.")]
    [InlineData("# only a comment\n", "1:1 error The file says nothing. Let `plimsoll init` write one.")]
    [InlineData("name: a\n\u0000\u0001", "2:1 error The character U+0000 is no text. "
        + "Save the file as UTF-8 text. Is it the right file?")]
    [InlineData("name: \uFFFD\uFFFD", "1:7 error This is not UTF-8 text. "
        + "Save the file as UTF-8 text. Is it the right file?")]
    [InlineData("name: tiny\npeople:\n\tPM: ada\n",
        "3:1 error The line is indented with a tab; YAML knows only spaces. "
        + "Use two spaces.")]
    [InlineData("name: &n tiny\ntitle: *n\n", "1:7 error Anchors (`&`) and aliases (`*`) are not read here. "
        + "Put what environments share under `defaults:`; quote a text that starts with & or *.")]
    [InlineData("name: !!str tiny\n", "1:7 error Tags such as `!!str` are not read here. "
        + "Remove it; quote a text where needed.")]
    [InlineData("name: a\n---\nname: b\n", "2:1 error A second document starts here. "
        + "Put several services under `services:`.")]
    [InlineData("name: a: b\n", "1:8 error This is not YAML: a `: ` within a text starts a key. "
        + "Put the whole text in quotes.")]
    [InlineData("name: [a, b\ntitle: c\n",
        "2:1 error This is not YAML. Close what is open above: a [ or {, or a quote.")]
    [InlineData("name: \"a\ntitle: b\n", "1:7 error This is not YAML: "
        + "while scanning a multi-line double-quoted scalar, found wrong indentation. "
        + "Check indentation, quotes and brackets here and just above.")]
    [InlineData("just words", "1:1 error `service` is `just words`. Give keys with values (name, environments, …).")]
    [InlineData("- a\n- b\n", "1:1 error `service` is a list. Give keys with values (name, environments, …).")]
    [InlineData("services: {}", "1:11 error `services` is keys with values. Give a list.")]
    [InlineData("services: []", "1:1 error `services` is an empty list. Add a service with `- name: …`.")]
    [InlineData("smoke:\n  - http: {target}/health\n", "2:19 error A text that starts with { must be quoted. "
        + "Write it as \"{target}/health\".")]
    public void Junk_is_a_problem_with_its_place(string text, string expected) =>
        Assert.Equal($"plimsoll.yaml:{expected}", OnlyProblem(text));

    [Fact]
    public void An_alias_bomb_is_refused_at_its_first_anchor()
    {
        var bomb = "a: &a [x, x]\n" + string.Concat(
            Enumerable.Range('b', 20).Select(c => $"{(char)c}: &{(char)c} [*{(char)(c - 1)}, *{(char)(c - 1)}]\n"));

        Assert.StartsWith("plimsoll.yaml:1:4 error Anchors", OnlyProblem(bomb), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_refused(string opening)
    {
        var problem = Assert.Single(Read(string.Concat(Enumerable.Repeat(opening, 50_000))).Problems);

        Assert.Contains("nested more than 20 deep", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_over_one_megabyte_is_not_read() =>
        Assert.Equal(
            "plimsoll.yaml:1:1 error The file has 1,000,001 characters; 1,000,000 are read at most. "
            + "Is it the right file?",
            OnlyProblem(new string('#', 1_000_001)));

    [Fact]
    public void A_megabyte_of_unknown_keys_gives_a_hundred_problems()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"wrong-{i}: 1\n"));

        Assert.Equal(100, Read(text).Problems.Length);
    }

    [Fact]
    public void What_a_file_holds_cannot_write_to_the_terminal()
    {
        var line = OnlyProblem(Small + "\n\"\\e[31mred\\u202E\": 1");

        Assert.Contains("`\\u001b[31mred\\u202e`", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', line);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Line_ends_and_a_byte_order_mark_do_not_matter(string lineEnd) =>
        Assert.Equal("tiny", OnlyService("\uFEFF" + Small.ReplaceLineEndings(lineEnd)).Name);
}
