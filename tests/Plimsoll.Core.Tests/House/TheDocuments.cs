using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.House;

/// <summary>What is written for people: it leads somewhere, it is short, and what it shows works.</summary>
public sealed partial class TheDocuments
{
    [Fact]
    public void Every_link_leads_somewhere() => Assert.Empty(
        from document in Documents.All()
        from Match link in Link().Matches(Documents.WithoutFences(document))
        let target = Uri.UnescapeDataString(link.Groups[1].Value)
        where !LeavesTheRepository(target) && !IsDrawnByATest(target)
        where !Exists(Path.GetDirectoryName(document) ?? "", target)
        select $"{Documents.Name(document)}: {target}");

    [Theory]
    [InlineData("README.md", 60)]
    [InlineData("ARCHITECTURE.md", 150)]
    [InlineData("docs/decisions/*.md", 40)]
    public void It_is_no_longer_than_people_read(string which, int most) => Assert.All(
        Documents.Matching(which),
        file => Assert.True(File.ReadLines(file).Count() <= most, $"{Documents.Name(file)} has more than {most} lines."));

    [Fact]
    public void A_page_of_the_handbook_starts_with_the_command_to_type() => Assert.All(
        Documents.Matching("docs/handbook/*.md"),
        file => Assert.Matches(@"\A# [^\n]+\n\n```\n[^\n`]+\n", File.ReadAllText(file)));

    [Fact]
    public void Every_page_of_the_handbook_is_linked_from_the_front_page()
    {
        var front = File.ReadAllText(Path.Combine(Documents.Root, "README.md"));
        Assert.All(
            Documents.Matching("docs/handbook/*.md"),
            file => Assert.Contains($"({Documents.Name(file)})", front, StringComparison.Ordinal));
    }

    [Fact]
    public void The_service_file_it_shows_passes_the_check_without_a_word()
    {
        var file = ServiceFileReader.Read("plimsoll.yaml", Documents.Fenced("docs/handbook/service-file.md", "yaml"));

        Assert.Empty(file.Problems.Select(ServiceFileReport.Line));
        Assert.Single(file.Services);
    }

    [Fact]
    public void Every_key_of_a_service_file_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Documents.Root, "docs/handbook/service-file.md"));
        using var schema = JsonDocument.Parse(ServiceSchema.Json);
        Assert.Empty(
            from section in schema.RootElement.GetProperty("$defs").EnumerateObject()
            from key in section.Value.GetProperty("properties").EnumerateObject()
            where !Regex.IsMatch(page, $"(?<![a-z-]){Regex.Escape(key.Name)}(:|`)")
            select $"{section.Name}: {key.Name}");
    }

    [Fact]
    public void Every_test_the_mission_names_is_in_the_class_it_names()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Documents.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Documents.IsBuilt(file)).Select(File.ReadAllText).ToList();
        var named = NamedTest().Matches(File.ReadAllText(Path.Combine(Documents.Root, "docs/mission.md")));

        Assert.NotEmpty(named);
        Assert.Empty(
            from test in named
            where !tests.Any(text => Regex.IsMatch(text, $@"class {test.Groups[1].Value}\b")
                && text.Contains($" {test.Groups[2].Value}(", StringComparison.Ordinal))
            select test.Value);
    }

    [Fact]
    public void Every_requirement_of_ASVS_level_1_has_one_row_and_what_shows_it_is_there()
    {
        var rows = Requirement().Matches(File.ReadAllText(Path.Combine(Documents.Root, "docs/asvs.md")));
        var tests = Directory.EnumerateFiles(Path.Combine(Documents.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Documents.IsBuilt(file)).Select(File.ReadAllText).ToList();
        // A class, a test of it, or a file.
        bool IsThere(string shown) => shown.Contains('/') || shown.Contains(".md") || shown.EndsWith(".props", StringComparison.Ordinal)
            ? File.Exists(Path.Combine(Documents.Root, shown))
            : tests.Any(text => Regex.IsMatch(text, $@"class {shown.Split('.')[0]}\b")
                && (!shown.Contains('.') || text.Contains($" {shown.Split('.')[1]}(", StringComparison.Ordinal)));

        Assert.Equal(LevelOne.Split(' '), rows.Select(row => row.Groups[1].Value));
        Assert.Empty(from row in rows
                     where (row.Groups[2].Value == "met") != row.Groups[3].Value.Contains('`')
                     select row.Value);
        Assert.Empty(from row in rows
                     from Match shown in InBackticks().Matches(row.Groups[3].Value)
                     where !IsThere(shown.Groups[1].Value)
                     select shown.Value);
    }

    private const string LevelOne =
        "1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 "
        + "3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 "
        + "6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 "
        + "10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1";

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (met|not here|yours|open) \| ([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Requirement();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();

    [Fact]
    public void Every_line_of_the_reference_guide_that_asks_for_something_is_in_the_mission()
    {
        var guide = File.ReadAllLines(Path.Combine(Documents.Root, "guides/octoacme-release-and-deployment.md"));
        var mission = File.ReadAllText(Path.Combine(Documents.Root, "docs/mission.md"));
        Assert.Empty(
            from line in guide.Index()
            where line.Item.TrimStart().StartsWith("- ", StringComparison.Ordinal)
            where !mission.Contains($"\n| {line.Index + 1} |", StringComparison.Ordinal)
            select $"{line.Index + 1}: {line.Item}");
    }

    private static bool LeavesTheRepository(string target) =>
        target.StartsWith('#') || target.Contains("://", StringComparison.Ordinal)
        || target.StartsWith("mailto:", StringComparison.Ordinal);

    // The tests of the pages draw them; a checkout in which those never ran has none.
    private static bool IsDrawnByATest(string target) => target.StartsWith("docs/images/", StringComparison.Ordinal);

    private static bool Exists(string folder, string target) =>
        Path.Combine(folder, target.Split('#')[0]) is var path && (File.Exists(path) || Directory.Exists(path));

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(\w+)\.([A-Z]\w*_\w+)`")]
    private static partial Regex NamedTest();
}
