using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Groups, rollouts, limits, messages and forms.</summary>
public sealed class ShapesOfLines
{
    [Theory]
    [InlineData("Incident Response Plan", "incident", "T0")]
    [InlineData("Release and Incident Guide", "the-way-we-go", "deploy")]
    public void A_title_that_speaks_of_incidents_alone_holds_for_every_part(string title, string phase, string anchor)
    {
        var check = SomeGuide.Of($"# {title}\n\n## The way we go\n- [ ] Feed the dragons within 15 minutes\n").Playbook.Checks
            .Single(check => check.Line == 4);

        Assert.Equal((phase, anchor), (check.Phase, check.Due?.Anchor));
    }

    [Fact]
    public void A_line_that_is_done_by_the_lines_below_it_is_a_group()
    {
        var playbook = SomeGuide.Of(
            "## Deployment\n1. **Before the dragons wake:**\n   - [ ] CI green\n   - [ ] Backup taken\n"
            + "2. Feed them\n").Playbook;
        var head = playbook.Checks.First(check => check.Line == 2);
        Assert.Equal(("before-the-dragons-wake", "group", CheckMode.Auto), (head.Id, head.Evidence, head.Mode));
        Assert.True(head.InOrder);
        Assert.Equal([head.Id, head.Id], playbook.Checks.Where(check => check.Line is 3 or 4).Select(c => c.Group));
        Assert.Equal("", playbook.Find("feed-them")!.Group);
    }

    [Theory]
    [InlineData("- [ ] Canary rollout: 2% → 20% → 100%", new[] { 2, 20, 100 })]
    [InlineData("- [ ] Canary rollout in waves of 10/50/100", new[] { 10, 50, 100 })]
    [InlineData("- [ ] Canary rollout to 3% (stop when errors > 2%)", new[] { 3 })]
    public void Shares_of_a_rollout_are_its_parts(string line, int[] percents) =>
        Assert.Equal(percents, SomeGuide.Line("Canary", line).Percents.AsEnumerable());

    [Theory]
    [InlineData("- 25% → hold 20 minutes", 25)]
    [InlineData("1. **40 %** of traffic", 40)]
    [InlineData("2. 100%", 100)]
    public void A_line_of_a_rollout_that_begins_with_a_share_is_a_step_of_it(string line, int share)
    {
        var check = SomeGuide.Line("Canary", line);

        Assert.Equal(("promote", share), (check.Concept, Assert.Single(check.Percents)));
    }

    [Theory]
    [InlineData("- 10% of users report trouble: stop")]
    [InlineData("- 3 of the gulls")]
    public void A_share_of_something_else_is_none(string line) => Assert.Empty(SomeGuide.Line("Canary", line).Percents);

    [Fact]
    public void A_rollout_to_all_targets_is_the_deployment_to_production()
    {
        static bool HasGap(string line) => SomeGuide.Of($"## Deployment\n{line}\n").Lint
            .Any(lint => lint.Code == "GAP" && lint.Message.Contains("production", StringComparison.Ordinal));
        Assert.False(HasGap("- [ ] Canary rollout: 2% → 100%"));
        Assert.True(HasGap("- [ ] Canary rollout: 2%"));
    }

    [Theory]
    [InlineData("Deployment Checklist", "- [ ] Security Lead reviews the moat", CheckKind.Gate)]
    [InlineData("Deployment Checklist", "- [ ] Security Lead signs off the moat", CheckKind.Approval)]
    [InlineData("Deployment Checklist", "- [ ] Security Lead fills the moat", CheckKind.Step)]
    public void Who_reviews_or_signs_in_a_deployment_keeps_it_from_going_on(
        string heading, string line, CheckKind kind) => Assert.Equal(kind, SomeGuide.Line(heading, line).Kind);

    [Theory]
    [InlineData("Rollback criteria", "- Errors > 3% above baseline", "trigger",
        "metrics.threshold(errors > +3% of baseline)")]
    [InlineData("Canary", "- Latency p99: pause when > 40%", "trigger", "metrics.threshold(p99 > 40%)")]
    [InlineData("Health checks", "- Error rate within ± 2% of last week", "check",
        "metrics.threshold(within 2% of baseline)")]
    [InlineData("Rollback criteria", "- The dragons are awake", "trigger", "human")]
    public void A_limit_is_a_threshold_and_what_stops_is_a_trigger(
        string heading, string line, string kind, string evidence)
    {
        var check = SomeGuide.Line(heading, line);
        Assert.Equal((kind, evidence), (check.Kind.ToString().ToLowerInvariant(), check.Evidence));
    }

    [Fact]
    public void A_fence_under_a_message_is_its_template()
    {
        var check = SomeGuide.Line(
            "Deployment", "- [ ] Announce the release to customers:\n\n  ```\n  Dear all\n  ```");
        Assert.Equal("notify(release;customers;template@6)", check.Evidence);
    }

    [Fact]
    public void A_label_with_boxes_is_a_form_to_fill_in()
    {
        var playbook = SomeGuide.Of(
            "## Go / No-Go\n\nThe CTO and the SRE meet.\n\n"
            + "**Decision:** Go \u2610 / No-Go \u2610  \n**By:** @name\n").Playbook;
        Assert.Equal((1, CheckKind.Decision), (playbook.Items, playbook.Find("go-no-go")!.Kind));
        Assert.Equal(["CTO", "SRE"], playbook.Find("go-no-go")!.Owners);
    }

    [Theory]
    [InlineData("- Pros: dragons sleep")]
    [InlineData("- When to use: dragons sleep")]
    public void What_describes_is_no_work(string line) =>
        Assert.Equal(CheckMode.Info, SomeGuide.Line("Deployment", line).Mode);

    [Theory]
    [InlineData("WINDOW", "## Deployment\n- [ ] Monitor error rates\n", 2)]
    [InlineData("THRESHOLD", "## Deployment\n- [ ] Error rates within acceptable limits\n", 2)]
    [InlineData("UNBOUND", "## Deployment\n- [ ] Monitor error rates for 5 minutes\n", 2)]
    [InlineData("ANCHOR", "## Rollback\n- [ ] Feed the dragons within 5 minutes\n", 2)]
    [InlineData("DUTY", "## Responsibilities\n- Confirms that dragons sleep\n\n## Deployment\n- CI green\n", 2)]
    [InlineData("TYPE", "## Release Types\n- Patch: small\n\n## Deployment\n- CI green (required for Major)\n", 2)]
    public void What_a_line_leaves_to_be_guessed_is_said(string code, string guide, int line)
    {
        var lint = SomeGuide.Of(guide).Lint.First(lint => lint.Code == code);
        Assert.Equal(line, lint.Line);
        Assert.NotEmpty(lint.Fix);
    }

    [Theory]
    [InlineData("Notes drafted (by Technical Writer, reviewed by Product Manager)", "notes-drafted")]
    [InlineData("Notes drafted and reviewed", "notes-reviewed")]
    [InlineData("Meeting notes drafted", "")]
    public void Notes_alone_are_the_notes_of_the_release(string line, string concept) =>
        Assert.Equal(concept, SomeGuide.Line("Pre-release", $"- [ ] {line}").Concept);

    [Fact]
    public void A_review_by_a_role_in_parentheses_attests_the_line_and_is_no_sign_off_of_its_own()
    {
        var checks = SomeGuide.Of("## Pre-release\n- [ ] Rollback plan documented (Tech Lead review)\n").Playbook.Checks;
        var plan = Assert.Single(checks, check => check.Line > 0);
        Assert.Equal((true, "Tech Lead"), (plan.Attested, Assert.Single(plan.Approvers)));
    }

    [Fact]
    public void A_groups_line_that_has_lines_of_its_own_stays_in_its_group()
    {
        var checks = SomeGuide.Of("## Pre-release\n- [ ] Dragons ready:\n  - [ ] Stable prepared:\n    - [ ] Straw laid\n"
            + "  - [ ] Dragons fed\n").Playbook.Checks.Where(check => check.Line > 0).ToList();
        Assert.Equal(["", checks[0].Id, checks[1].Id, checks[0].Id], checks.Select(check => check.Group));
    }
}
