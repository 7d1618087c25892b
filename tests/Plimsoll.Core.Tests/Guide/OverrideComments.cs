using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class OverrideComments
{
    [Fact]
    public void A_comment_rules_over_the_words()
    {
        var check = SomeGuide.Line("Incident response",
            "- [ ] Feed the dragons <!-- plimsoll: id=dragons; owner=DevOps; within=20m; kind=task; "
            + "when=required for major -->");
        Assert.Equal(("dragons", CheckKind.Task, "T0+20m", "type:major", "Feed the dragons"),
            (check.Id, check.Kind, GuideColumns.DeadlineOf(check), GuideColumns.ConditionOf(check), check.Text));
        Assert.Equal(["DevOps"], check.Owners);
    }

    [Fact]
    public void A_comment_at_a_heading_sets_the_phase_of_its_lines() =>
        Assert.Equal("deploy",
            SomeGuide.Line("Dragon care <!-- plimsoll: phase=deploy -->", "- [ ] Feed the dragons").Phase);

    [Theory]
    [InlineData("production")]
    [InlineData("canary")]
    public void Production_in_parts_starts_with_the_first_of_them(string word)
    {
        var read = SomeGuide.Of("## Deployment\n"
            + $"- [ ] Feed the dragons <!-- plimsoll: block={word} -->\n- [ ] Canary rollout: 5% → 100%\n");
        Assert.DoesNotContain(read.Lint, lint => lint.Level == "error");
        Assert.Equal("canary-steps", read.Playbook.Find("feed-the-dragons")!.Blocks);
    }

    [Fact]
    public void A_skipped_line_is_information()
    {
        const string Text = "## Deployment\n- [ ] Backup taken <!-- plimsoll: skip -->\n- [ ] Deploy to production\n";
        Assert.Equal(new Outputs(1, 1, 0, 0), SomeGuide.Of(Text).Playbook.Outputs);
    }

    [Fact]
    public void A_comment_names_what_the_line_holds_up_who_waives_it_and_from_which_severity()
    {
        var playbook = SomeGuide.Of("## Deployment\n"
            + "- [ ] Feed the dragons <!-- plimsoll: block=production; waive=Release Manager; severity=SEV2 -->\n"
            + "- [ ] Count the dragons <!-- plimsoll: block=none; order=strict -->\n"
            + "- [ ] Groom the dragons <!-- plimsoll: block=deploy-production -->\n"
            + "- [ ] Deploy to production\n").Playbook;
        var fed = playbook.Find("feed-the-dragons")!;
        Assert.Equal(("deploy-production", "Release Manager", "high"), (fed.Blocks, fed.WaivedBy, fed.Severity));
        Assert.Equal(("none", true), (playbook.Checks[1].Blocks, playbook.Checks[1].InOrder));
        Assert.Equal("deploy-production", playbook.Checks[2].Blocks);
    }

    [Theory]
    [InlineData("run=driver.snapshot", "backup", "driver.snapshot", CheckMode.Auto)]
    [InlineData("run=deploy(staging)", "deploy-staging", "deploy(staging)", CheckMode.Auto)]
    [InlineData("run=suite.run(smoke,staging)", "smoke-staging", "suite.run(smoke,staging)", CheckMode.Auto)]
    [InlineData("evidence=scan.security", "security-scan", "scan.security", CheckMode.Auto)]
    [InlineData("evidence=manual", "", "manual", CheckMode.Manual)]
    public void A_comment_names_what_the_product_does(string comment, string concept, string evidence, CheckMode mode)
    {
        var check = SomeGuide.Line("Deployment", $"- [ ] Feed the dragons <!-- plimsoll: {comment} -->");
        Assert.Equal((concept, evidence, mode), (check.Concept, check.Evidence, check.Mode));
    }

    [Fact]
    public void A_message_goes_to_whom_the_comment_says()
    {
        var check = SomeGuide.Line("Deployment",
            "- [ ] Tell the keepers <!-- plimsoll: run=notify(release); audience=keepers, vets -->");
        Assert.Equal("notify(release;keepers,vets)", check.Evidence);
        Assert.Equal(["keepers", "vets"], check.Audience);
    }

    [Theory]
    [InlineData("when=type>=minor", "type:minor,major", "")]
    [InlineData("when=type:major", "type:major", "")]
    [InlineData("when=type<minor", "type:patch", "")]
    [InlineData("when=severity>=high", "", "high")]
    [InlineData("when=the dragons are hungry", "ask:the dragons are hungry", "")]
    public void When_is_computed_where_it_can_be(string comment, string condition, string severity)
    {
        var check = SomeGuide.Line("Deployment", $"- [ ] Feed the dragons <!-- plimsoll: {comment} -->");
        Assert.Equal((condition, severity), (GuideColumns.ConditionOf(check), check.Severity));
    }

    [Fact]
    public void A_line_may_wait_for_another()
    {
        var playbook = SomeGuide.Of("## Deployment\n- [ ] Feed the dragons\n"
            + "- [ ] Groom the dragons <!-- plimsoll: when=feed-the-dragons -->\n").Playbook;
        Assert.Equal(new Condition("when", "feed-the-dragons").Text, playbook.Checks[1].Condition?.Text);
        Assert.Equal("when", playbook.Checks[1].Condition?.Class);
    }

    [Fact]
    public void At_a_heading_it_is_a_default_that_the_words_of_a_line_and_its_comment_win_over()
    {
        var playbook = SomeGuide.Of("# Guide\n\n## Deployment\n<!-- plimsoll: owner=DevOps; within=1h; waive=PM -->\n\n"
            + "- [ ] Feed the dragons\n- [ ] Groom the dragons (QA Lead)\n\n### Production deployment\n"
            + "- [ ] Count the dragons <!-- plimsoll: owner=Developers; waive=Tech Lead -->\n").Playbook;
        Assert.Equal(["DevOps", "QA Lead", "Developers"], playbook.Checks.Take(3).Select(check => check.Owners[0]));
        Assert.Equal(["PM", "PM", "Tech Lead"], playbook.Checks.Take(3).Select(check => check.WaivedBy));
        Assert.All(playbook.Checks.Take(3), check => Assert.Equal("within 1h", check.Due?.Text));
    }

    [Fact]
    public void A_form_is_declared_as_a_template()
    {
        const string Text = "## Deployment\n- [ ] Deploy to production\n## Feeding record <!-- plimsoll: template -->\n"
            + "- Dragon:\n- Weight:\n";
        Assert.Equal(new Outputs(1, 0, 2, 0), SomeGuide.Of(Text).Playbook.Outputs);
    }

    [Theory]
    [InlineData("ownr=DevOps", "owner")]
    [InlineData("kind=stpe", "step")]
    [InlineData("within=soon", "15m")]
    [InlineData("waive=Release Managr", "Release Manager")]
    [InlineData("block=producton", "production")]
    [InlineData("run=driver.snapshoot", "driver.snapshot")]
    [InlineData("when=type>=minr", "minor")]
    [InlineData("when=severty>=high", "severity")]
    [InlineData("severity=hihg", "high")]
    [InlineData("order=strickt", "strict")]
    [InlineData("anchor=resolve", "resolved")]
    [InlineData("phase=deplo", "deploy")]
    [InlineData("skip=perhaps", "yes")]
    [InlineData("metric=errors", "sidecar")]
    [InlineData("owner=", "leave it out")]
    public void What_a_comment_cannot_say_is_told_with_its_place(string comment, string fix)
    {
        var compilation = SomeGuide.Of($"## Deployment\n\n- [ ] Deploy to production <!-- plimsoll: {comment} -->\n");
        var lint = Assert.Single(compilation.Lint, lint => lint.Code == "KEY");
        Assert.Equal(("error", 3, 28), (lint.Level, lint.Line, lint.Column));
        Assert.Contains(fix, lint.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_one_lines_and_not_a_headings() =>
        Assert.Equal("KEY", SomeGuide.Of("## Deployment <!-- plimsoll: id=x -->\n- [ ] Deploy to production\n").Lint
            .First(lint => lint.Level == "error").Code);

    [Fact]
    public void Two_lines_cannot_have_the_same_id()
    {
        var compilation = SomeGuide.Of(
            "## Deployment\n- [ ] a b <!-- plimsoll: id=x -->\n- [ ] c d <!-- plimsoll: id=x -->\n");
        Assert.Equal(3, Assert.Single(compilation.Lint, lint => lint.Code == "DUP-ID").Line);
    }

    [Theory]
    [InlineData("- [ ] a b <!-- plimsoll: id=x; block=y -->\n- [ ] c d <!-- plimsoll: id=y; block=x -->\n")]
    [InlineData("- [ ] a b <!-- plimsoll: id=x -->\n- [ ] c d <!-- plimsoll: id=y; block=x -->\n")]
    [InlineData("- [ ] a b <!-- plimsoll: id=x; block=x -->\n")]
    [InlineData("- [ ] a b <!-- plimsoll: id=x; when=y -->\n- [ ] c d <!-- plimsoll: id=y; when=x -->\n")]
    public void Lines_that_would_wait_for_each_other_are_an_error(string lines)
    {
        var lint = SomeGuide.Of($"## Deployment\n{lines}- [ ] Deploy to production\n").Lint;
        Assert.Contains(lint, one => one is { Code: "CYCLE", Level: "error" });
        Assert.Empty(SomeGuide.Of("## Deployment\n- [ ] a b <!-- plimsoll: block=production -->\n"
            + "- [ ] Deploy to production\n").Lint.Where(one => one.Level == "error"));
    }
}
