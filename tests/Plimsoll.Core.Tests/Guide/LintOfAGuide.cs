using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class LintOfAGuide
{
    [Theory]
    [InlineData("PRECHECKED", "warn", "## Deployment\n- [x] Backup taken\n", 2)]
    [InlineData("MANUAL", "info", "## Deployment\n- [ ] Feed the dragons\n", 2)]
    [InlineData("COND", "info", "## Deployment\n- [ ] Backup taken (if needed)\n", 2)]
    [InlineData("ORDER", "warn", "## Deployment\n- [ ] Deploy to production\n- [ ] Deploy to staging\n", 2)]
    [InlineData("GAP", "info", "## Deployment\n- [ ] Deploy to staging\n", 1)]
    [InlineData("ANCHOR-LINK", "warn", "## Deployment\n\nSee [this](#nowhere).\n\n- [ ] Deploy to production\n", 3)]
    [InlineData("LINK", "warn", "## Deployment\n- [ ] See [that](./other.md#x)\n", 2)]
    [InlineData("DUPLICATE", "info", "## Readiness\n- CI green\n\n## Deployment\n- [ ] CI is green\n", 5)]
    [InlineData("ROLE", "warn", "## Approval\n| Check | Owner |\n|---|---|\n| CI green | Dragon keeper |\n", 4)]
    [InlineData("EMPTY", "error", "# Title\n\nWords only.\n", 1)]
    public void It_names_code_level_and_line(string code, string level, string guide, int line)
    {
        var lint = SomeGuide.Of(guide).Lint.First(lint => lint.Code == code);
        Assert.Equal((level, line), (lint.Level, lint.Line));
        Assert.NotEmpty(lint.Fix);
    }

    [Fact]
    public void A_link_to_a_file_that_is_given_is_no_remark()
    {
        var around = new GuideSurroundings(HouseDefaults.Shipped, ["other.md"]);
        var bytes = Encoding.UTF8.GetBytes(
            "## Deployment\n- [ ] See [that](./other.md#x) and [it](https://example.org/a.md)\n");
        Assert.DoesNotContain(GuideCompiler.Compile("g.md", bytes, around).Lint, lint => lint.Code == "LINK");
    }

    [Fact]
    public void An_anchor_drops_punctuation_and_keeps_each_space_as_a_hyphen() =>
        Assert.DoesNotContain(
            SomeGuide.Of("## QA / Testing\n\n[go](#qa--testing)\n\n- [ ] Deploy to production\n").Lint,
            lint => lint.Code == "ANCHOR-LINK");

    [Fact]
    public void An_organisations_own_defaults_rule()
    {
        var house = HouseDefaults
            .Parse("rule\tabout\tvalue\nowner\tbackup\tDragon keeper\nsign-off\tmajor\tDragon keeper\n");
        var bytes = Encoding.UTF8.GetBytes("## Deployment\n- [ ] Backup taken\n");
        var playbook = GuideCompiler.Compile("g.md", bytes, new GuideSurroundings(house, [])).Playbook;
        Assert.Equal(["Dragon keeper"], Owners.Of(playbook.Find("backup")!));
        Assert.Equal("sign-off.dragon-keeper", Assert.Single(playbook.Checks, check => check.Concept == "sign-off").Id);
    }

    [Fact]
    public void A_column_is_the_one_of_the_letters_as_they_are_written()
    {
        const string Comment = "<!-- plimsoll: ownr=DevOps -->";
        var line = $"- [ ] Gulls \u00E2\u20AC\u201D counted {Comment}";
        var lint = SomeGuide.Of($"## Pre-release\n{line}\n").Lint.First(lint => lint.Code == "KEY");
        var plain = SomeGuide.Of($"## Pre-release\n{line.Replace("\u00E2\u20AC\u201D", "abc", StringComparison.Ordinal)}\n")
            .Lint.First(lint => lint.Code == "KEY");
        Assert.Equal((2, plain.Column), (lint.Line, lint.Column));
        Assert.True(plain.Column > line.IndexOf(Comment, StringComparison.Ordinal));
    }
}
