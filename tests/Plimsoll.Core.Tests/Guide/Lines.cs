using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class Lines
{
    [Fact]
    public void An_unknown_line_is_manual_and_keeps_its_words()
    {
        var check = SomeGuide.Line("Deployment", "- [ ] Feed the dragons");
        Assert.Equal((CheckKind.Step, CheckMode.Manual, "", "Feed the dragons", "feed-the-dragons"),
            (check.Kind, check.Mode, check.Concept, check.Text, check.Id));
        Assert.Equal(["Release Manager"], Owners.Of(check));
    }

    [Theory]
    [InlineData("- CI green and threat model reviewed", CheckMode.Semi)]
    [InlineData("- CI green", CheckMode.Auto)]
    public void A_line_opens_by_itself_only_when_all_of_it_is_recognised(string line, CheckMode mode) =>
        Assert.Equal(mode, SomeGuide.Line("Pre-release requirements", line).Mode);

    [Theory]
    [InlineData("- [ ] Backup taken - DevOps Engineer", "DevOps Engineer")]
    [InlineData("- [ ] Backup taken (QA Lead)", "QA Lead")]
    [InlineData("- [ ] Backup taken by the Release Manager", "Release Manager")]
    [InlineData("- [ ] **DevOps Engineer**: take a backup", "DevOps Engineer")]
    [InlineData("- [ ] DevOps/On-call takes a backup", "DevOps/On-call")]
    [InlineData("- [ ] Backup taken (Tech Lead / QA)", "Tech Lead, QA")]
    [InlineData("- [ ] Backup taken (of all databases)", "")]
    [InlineData("- [ ] **Data safety**: backup taken", "")]
    public void Owners_are_found_in_every_notation(string line, string owners)
    {
        var check = SomeGuide.Line("Deployment", line);
        Assert.Equal(("backup", owners), (check.Concept, string.Join(", ", check.Owners)));
    }

    [Fact]
    public void Who_reviews_is_a_second_person()
    {
        var check = SomeGuide.Line("Pre-release",
            "- Release notes are drafted (by Tech Lead, reviewed by Product Manager)");
        Assert.Equal(["Tech Lead"], check.Owners);
        Assert.Equal(["Product Manager"], check.Approvers);
        Assert.Equal(("notes.draft + approval(Product Manager)", CheckMode.Semi), (check.Evidence, check.Mode));
    }

    [Fact]
    public void An_owner_below_a_line_is_the_lines_owner_and_no_check()
    {
        var playbook =
            SomeGuide.Of("## Deployment\n- [ ] Backup taken\n  - **Owner:** Release Manager / DevOps\n").Playbook;
        Assert.Equal(["Release Manager", "DevOps"], playbook.Find("backup")!.Owners);
        Assert.Equal((2, 1, 1), (playbook.Items, playbook.Outputs.Checks, playbook.Outputs.Metadata));
    }

    [Fact]
    public void Rows_of_a_checklist_table_are_items_with_their_owners()
    {
        var playbook = SomeGuide.Of(
            "## Go / No-Go\n| # | Check | Owner | Status |\n|---|---|---|---|\n"
            + "| 1 | CI is green | Eng Lead | \u2610 |\n").Playbook;
        Assert.Equal((1, 4), (playbook.Items, playbook.Find("ci-green")!.Line));
        Assert.Equal(["Eng Lead"], playbook.Find("ci-green")!.Owners);
    }

    [Theory]
    [InlineData("(required for Minor and Major releases)", "type:minor,major")]
    [InlineData("(if applicable)", "ask:if applicable")]
    [InlineData("(automated preferred)", "prefer:automated")]
    [InlineData("if the schema changes", "property:if the schema changes")]
    [InlineData("(of all databases)", "")]
    [InlineData("; determine if a second one is worth it", "")]
    public void Conditions_fall_into_their_classes(string suffix, string condition) =>
        Assert.Equal(condition, GuideColumns.ConditionOf(SomeGuide.Line("Deployment", $"- [ ] Backup taken {suffix}")));

    [Theory]
    [InlineData("Incident response", "- [ ] Restart it (within 15 minutes)", "T0+15m", "")]
    [InlineData("Incident response", "- [ ] Restart it within 1-3 days", "T0+72h", "")]
    [InlineData("Incident response", "- [ ] Send status update (every 15-30 minutes)", "", "every 30m (max gap)")]
    [InlineData("Incident response (First 20 minutes)", "- [ ] Restart it", "T0+20m", "")]
    [InlineData("Post-incident", "- [ ] Hold it within 48 hours", "resolved+48h", "")]
    [InlineData("Deployment", "- [ ] Monitor error rates for 30 minutes", "", "for 30m")]
    [InlineData("Pre-release (T-24 hours)", "- Feed the dragons", "deploy-24h", "")]
    [InlineData("Deployment", "- [ ] Restart takes less than 30 minutes", "", "")]
    [InlineData("Deployment", "- [ ] Stop when errors > 1% for 5 minutes", "", "")]
    public void Times_are_read_and_never_invented(string heading, string line, string deadline, string cadence)
    {
        var check = SomeGuide.Line(heading, line);
        Assert.Equal((deadline, cadence), (GuideColumns.DeadlineOf(check), GuideColumns.CadenceOf(check)));
    }

    [Fact]
    public void A_sign_off_line_between_steps_is_an_approval_of_that_role()
    {
        var check = SomeGuide.Line("Deployment", "- [ ] Obtain QA sign-off");
        Assert.Equal((CheckKind.Approval, "approval(QA)"), (check.Kind, check.Evidence));
        Assert.Equal(["QA"], check.Approvers);
        Assert.Equal("QA/Testing Specialist", Owners.NameOf("QA"));
    }

    [Fact]
    public void Bullets_under_roles_and_purpose_are_information()
    {
        const string Text = "## Purpose\n- Deploy to production safely\n## Roles\n- Release Manager deploys it\n";
        Assert.Equal(new Outputs(0, 2, 0, 0), SomeGuide.Of(Text).Playbook.Outputs);
    }

    [Theory]
    [InlineData("- See [the moat](moat.md) for more", true)]
    [InlineData("- Start time: `________`", true)]
    [InlineData("- Way to the tower: `[add a link]`", true)]
    [InlineData("- Definition of Done met for all dragons", false)]
    [InlineData("- See that the dragons sleep", false)]
    [InlineData("- See [the dragon checklist](dragon-checklist.md)", false)]
    [InlineData("- [ ] Start time: `________`", false)]
    public void What_points_elsewhere_or_is_filled_in_informs(string line, bool informs) =>
        Assert.Equal(informs ? 1 : 0, SomeGuide.Of($"## Pre-release requirements\n{line}\n").Playbook.Outputs.Information);

    [Fact]
    public void An_unknown_section_is_a_phase_of_its_own()
    {
        var check = SomeGuide.Line("Dragon care", "- [ ] Feed the dragons");
        Assert.Equal(("dragon-care", CheckMode.Manual), (check.Phase, check.Mode));
    }
}
