using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class ExplainingALine
{
    [Fact]
    public void It_names_the_section_and_the_words_of_the_heading_that_decided() => Says(
        "Pre-release requirements", "- CI green", "section",
        "\"Pre-release requirements\" (line 3) means pre-release: it says \"pre release\"");

    [Fact]
    public void It_names_the_concept_and_the_words_that_matched() =>
        Says("Pre-release requirements", "- CI green", "concept", "ci-green: it says \"ci green\"");

    [Fact]
    public void A_manual_line_names_the_nearest_concepts() =>
        Says("Deployment", "- [ ] Feed the production dragons", "concept", "none the compiler knows; the nearest are ");

    [Theory]
    [InlineData("- [ ] Backup taken - DevOps Engineer", ", after a dash")]
    [InlineData("- [ ] Backup taken (QA Lead)", "in parentheses")]
    [InlineData("- [ ] Backup taken by the Release Manager", "as the one by whom")]
    [InlineData("- [ ] DevOps/On-call takes a backup", "as the one who acts")]
    [InlineData("- [ ] Backup taken <!-- plimsoll: owner=Ops -->", "in its plimsoll comment")]
    [InlineData("- [ ] Backup taken\n  - Owner: Release Manager", "in line 5 below it")]
    [InlineData("- [ ] Backup taken", "the house default holds")]
    public void It_says_by_which_notation_the_owner_was_found(string line, string notation) =>
        Says("Deployment", line, "owner", notation);

    [Theory]
    [InlineData("Deployment (Owner: SRE)", "- [ ] Backup taken", "\"Deployment (Owner: SRE)\", with its heading: owner SRE")]
    [InlineData("Deployment", "By SRE:\n- [ ] Backup taken", "\"By SRE:\", before its list: owner SRE")]
    public void It_shows_the_words_around_a_line_that_name_its_owner(string heading, string line, string taken)
    {
        var compilation = SomeGuide.Of($"## {heading}\n\n{line}\n");

        var told = GuideExplanation.Of(compilation, compilation.Playbook.Find("backup")!.Line);

        Assert.Contains(told.Reasons, reason => reason.About == "taken" && reason.Says == taken);
    }

    [Fact]
    public void It_says_what_was_taken_off_and_what_is_left()
    {
        Says("Deployment", "- [ ] Backup taken (if needed)", "taken",
            "\"(if needed)\", in parentheses: condition if needed");
        Says("Deployment", "- [ ] Backup taken (if needed)", "what is left", "Backup taken");
    }

    [Theory]
    [InlineData("Incident response (First 20 minutes)", "- [ ] Restart it", "T0+20m", "in its heading")]
    [InlineData("Incident response", "- [ ] Restart it within 15 minutes", "T0+15m", "in the line itself")]
    [InlineData("Deployment", "- [ ] Watch the error rate for 20 minutes", "for 20m", "from its own words")]
    [InlineData("Monitoring (first 6 hours)", "- [ ] Watch the error rate", "for 6h", "from its heading")]
    [InlineData("Post-release checks (2 - 6 hours)", "- [ ] Error rate stable", "for 6h", "from its heading")]
    [InlineData("Post-release checks", "First 6 hours:\n\n- [ ] Monitor the error rate", "for 6h", "from the words before its list")]
    [InlineData("Monitoring windows", "| Phase | Duration | Focus |\n|---|---|---|\n| Early | 0-30 min | Errors |\n\n- [ ] Watch the error rate",
        "for 30m", "from the guide's table of what is watched")]
    public void It_says_where_the_time_is_written(string heading, string line, string time, string where)
    {
        Says(heading, line, "time", time);
        Says(heading, line, "time", where);
    }

    [Fact]
    public void It_says_what_the_line_becomes()
    {
        Says("Deployment", "- [ ] Feed the dragons", "becomes",
            "A step of the release's shipment, in the guide's order: Release Manager does it and ticks it");
        Says("Roles", "- Release Manager deploys it", "counts as", "information: a bullet without a box");
    }

    [Theory]
    [InlineData("Rollback plan documented", "the plan is written, and Release Manager accepts it")]
    [InlineData("Release notes drafted", "a person reads and saves the notes for each candidate")]
    [InlineData("CI passing", "evidence opens it by itself")]
    [InlineData("Smoke tests prepared", "evidence proposes, and QA/Testing Specialist confirms")]
    public void A_gate_says_who_opens_it_as_the_release_does(string line, string words) =>
        Says("Pre-release requirements", $"- {line}", "becomes", words);

    [Fact]
    public void A_part_of_a_line_is_explained_by_itself()
    {
        var guide = SomeGuide.Of("# Guide\n\n## Pre-release requirements\n- All acceptance criteria met and PRs merged\n");

        var reasons = GuideExplanation.Of(guide, 4, "b").Reasons;

        Assert.Single(reasons, reason => reason.About == "becomes");
        Assert.Contains(reasons, reason => reason is { About: "id", Says: "prs-merged" });
        Assert.Contains(GuideExplanation.Of(guide, 4, "c").Reasons,
            reason => reason is { About: "nothing", Says: "The line has no part c; it has a, b." });
    }

    [Fact]
    public void A_line_without_an_item_names_the_nearest() => Assert.Contains(
        "The nearest item begins on line 4", Explain("Deployment", "- [ ] Feed the dragons\n\nThe end.", 6)[0].Says,
        StringComparison.Ordinal);

    [Fact]
    public void Every_line_of_every_guide_can_be_explained()
    {
        foreach (var file in SomeGuide.DevelopmentFiles())
        {
            var guide = GuideCompiler.Compile(Path.GetFileName(file), File.ReadAllBytes(file));
            foreach (var line in guide.Playbook.Checks.Select(check => check.Line).Where(line => line > 0))
            {
                Assert.Contains(GuideExplanation.Of(guide, line).Reasons, reason => reason.About == "becomes");
            }
        }
    }

    private static void Says(string heading, string line, string about, string words) => Assert.Contains(
        Explain(heading, line, 4 + line[..line.IndexOf("- ", StringComparison.Ordinal)].Count(letter => letter == '\n')), reason => reason.About == about
            && reason.Says.Contains(words, StringComparison.Ordinal));

    private static System.Collections.Immutable.ImmutableArray<Reason> Explain(string heading, string line, int at) =>
        GuideExplanation.Of(SomeGuide.Of($"# Guide\n\n## {heading}\n{line}\n"), at).Reasons;
}
