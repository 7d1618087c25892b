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

    [Fact]
    public void A_skipped_line_is_information()
    {
        const string Text = "## Deployment\n- [ ] Backup taken <!-- plimsoll: skip -->\n- [ ] Deploy to production\n";
        Assert.Equal(new Outputs(1, 1, 0, 0), SomeGuide.Of(Text).Playbook.Outputs);
    }

    [Theory]
    [InlineData("ownr=DevOps", "error", "owner")]
    [InlineData("kind=stpe", "error", "step")]
    [InlineData("within=soon", "error", "15m")]
    [InlineData("waive=Release Manager", "warn", "leave it out")]
    public void What_a_comment_cannot_say_is_told_with_its_place(string comment, string level, string fix)
    {
        var compilation = SomeGuide.Of($"## Deployment\n\n- [ ] Deploy to production <!-- plimsoll: {comment} -->\n");
        var lint = Assert.Single(compilation.Lint, lint => lint.Code == "KEY");
        Assert.Equal((level, 3, 1), (lint.Level, lint.Line, lint.Column));
        Assert.Contains(fix, lint.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_lines_cannot_have_the_same_id()
    {
        var compilation = SomeGuide.Of(
            "## Deployment\n- [ ] a b <!-- plimsoll: id=x -->\n- [ ] c d <!-- plimsoll: id=x -->\n");
        Assert.Equal(3, Assert.Single(compilation.Lint, lint => lint.Code == "DUP-ID").Line);
    }
}
