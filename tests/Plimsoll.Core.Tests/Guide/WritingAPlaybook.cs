using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Guide.Writing;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class WritingAPlaybook
{
    [Fact]
    public void The_reference_guide_comes_back_as_markdown_with_the_same_checks() =>
        Assert.True(Lost(SomeGuide.Reference().Playbook) == "", Lost(SomeGuide.Reference().Playbook));

    // The ones that change, each with what is not carried line by line.
    private static readonly Dictionary<string, string> Named = new()
    {
        ["NovofyDev.md"] = "a time above a form's fields",
        ["oksanatanaka.md"] = "two things watched in one line, one of them with a length",
        ["counteractive__incident-response-plan-template__playbook-ransomware.md"] = "a line that loses the group it stands in",
        ["crossplane__release__release.md"] = "a group of groups that comes back automatic",
    };

    [Fact]
    public void Nearly_every_guide_comes_back_with_the_same_checks_and_none_loses_a_line()
    {
        var lost = SomeGuide.DevelopmentFiles().Select(file =>
            (File: Path.GetFileName(file), Lost: Lost(GuideCompiler.Compile(
                Path.GetFileName(file), File.ReadAllBytes(file)).Playbook))).ToList();
        var changed = lost.Where(one => one.Lost.Length > 0).ToList();
        Assert.DoesNotContain(changed, one => one.Lost.Contains("became", StringComparison.Ordinal));
        var told = string.Join('\n', changed.Select(one => $"{one.File}: {one.Lost}"));
        Assert.True(changed.All(one => Named.ContainsKey(one.File)), $"{changed.Count} of {lost.Count} guides:\n{told}");
    }

    [Theory]
    [InlineData("Deployment", "- [ ] Backup taken - DevOps Engineer")]
    [InlineData("Deployment", "- [ ] Feed *all* the [dragons](d.md) & `cats` | 1 > 0")]
    [InlineData("Deployment", "- [ ] Feed the dragons <!-- plimsoll: id=feed; owner=QA; within=2h; kind=gate -->")]
    [InlineData("Deployment", "- 1. Feed the dragons")]
    [InlineData("Dragon care", "- [ ] Feed the dragons")]
    [InlineData("Anything <!-- plimsoll: phase=verify; anchor=T0 -->", "- [ ] Restart it within 15 minutes")]
    [InlineData("Incident response (First 20 minutes)", "- [ ] Restart it")]
    [InlineData("Deployment", "- [ ] Backup taken\n  - **Owner:** Release Manager / DevOps\n- [ ] Go on")]
    [InlineData("Go / No-Go", "| # | Check | Owner | Status |\n|---|---|---|---|\n| 1 | CI and scans green | QA | |")]
    public void What_a_line_says_is_written_again(string heading, string line) =>
        Assert.Equal("", Lost(SomeGuide.Of($"# Guide\n\n## {heading}\n{line}\n").Playbook));

    [Fact]
    public void It_needs_no_comment_where_words_say_it() => Assert.DoesNotContain(
        "plimsoll:", PlaybookMarkdown.Write(SomeGuide.Of("## Deployment\n- [ ] Backup (if needed) - QA\n").Playbook),
        StringComparison.Ordinal);

    private static string Lost(Playbook playbook)
    {
        var (text, sidecar) = (PlaybookMarkdown.Write(playbook), SidecarText.Of(playbook));
        var read = GuideSources.Compile(new ApplyGuide(playbook.Guide, Encoding.UTF8.GetBytes(text),
            new NamedFile("guide.plimsoll.yaml", Encoding.UTF8.GetBytes(sidecar))));
        if (read.Lint.FirstOrDefault(lint => lint.Code == "KEY") is { } unknown)
            return $"{unknown.Line}: {unknown.Message} became an error: {text.Split('\n')[unknown.Line - 1]}";
        return Different(playbook, read.Playbook);
    }

    private static string Different(Playbook playbook, Playbook back)
    {
        var (wanted, read) = (All(playbook), All(back));
        return wanted.Length != read.Length ? $"{wanted.Length} checks became {read.Length}"
            : wanted.Zip(read).Where(pair => pair.First != pair.Second)
                .Select(pair => $"\n  {pair.First}\n  {pair.Second}").FirstOrDefault() ?? "";
    }

    private static string[] All(Playbook playbook) =>
    [
        .. playbook.Checks.Where(check => check.Line > 0).Select(check => PlaybookJson.Write(
            playbook with
            {
                // Severities and settings are the sidecar's: SidecarsWritten.
                Severities = [], Settings = GuideSettings.House,
                Checks = [CheckLikeness.Of(check)], Hash = "", GuideSha256 = "", Items = 0, Outputs = new(0, 0, 0, 0),
            })),
    ];
}
