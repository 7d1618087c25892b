using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Deadlines, gaps and windows: read where they are said, never made up.</summary>
public sealed class TimesOfLines
{
    [Theory]
    [InlineData("Deployment", "- [ ] Watch the error rate for 20-40 minutes", "", "for 20m")]
    [InlineData("Monitoring (first 6 hours)", "- [ ] Watch the error rate", "", "for 6h")]
    [InlineData("Post-release checks (first 6 hours)", "- [ ] Ask the users", "deployed+6h", "")]
    [InlineData("Post-release checks (2 - 6 hours)", "- [ ] Error rate stable", "", "for 6h")]
    [InlineData("Post-release checks (0-2 hours)", "- [ ] Error rate stable", "deployed+2h", "")]
    [InlineData("Post-release checks (2 - 6 hours)", "- [ ] Ask the users", "deployed+6h", "")]
    [InlineData("Post-release checks", "- [ ] No new alerts within 10 minutes", "", "for 10m")]
    [InlineData("Post-release checks", "- [ ] Monitor the error rate (first 6 hours)", "", "for 6h")]
    [InlineData("Post-release checks", "- [ ] Error rate stable for next 2-6 hours", "", "for 2h")]
    [InlineData("Post-release monitoring (T+2 to 6 hours)", "- [ ] Monitor the error rate", "", "for 6h")]
    [InlineData("Post-release monitoring (T+2 to 6 hours)", "- [ ] Ask the users", "deploy+6h", "")]
    [InlineData("Deployment (T-0)", "- [ ] Feed the dragons", "deploy+0h", "")]
    [InlineData("Planning (2 weeks before release)", "- [ ] Feed the dragons", "deploy-336h", "")]
    [InlineData("Deployment", "- [ ] Canary: 25% of targets, then 100%, 10 minutes each", "", "for 10m each")]
    [InlineData("Deployment", "- [ ] Canary: 5%, then 100%, 15 min of observation", "", "for 15m each")]
    [InlineData("Deployment", "- [ ] Ask three people, 10 minutes each", "", "")]
    [InlineData("Incident response", "- [ ] Send updates: hourly for High, every 20 min for Critical, daily for Low",
        "", "every 20m critical, 1h high, else 24h (max gap)")]
    [InlineData("Incident response", "- [ ] Tell the dragons every hour", "", "every 1h (max gap)")]
    [InlineData("Incident response", "- 20-minute updates to the dragons", "", "every 20m (max gap)")]
    [InlineData("Incident response", "- [ ] Feed the dragons within 2 business days", "T0+2 business days", "")]
    [InlineData("Deployment", "- [ ] Feed the dragons 2 business days before the deployment", "deploy-2 business days", "")]
    [InlineData("Deployment", "- [ ] Feed the dragons (T-3 working days)", "deploy-3 business days", "")]
    [InlineData("Deployment", "- [ ] Feed the dragons (T+1 business day)", "deploy+1 business days", "")]
    [InlineData("Incident response", "- [ ] Feed the dragons within one hour", "T0+1h", "")]
    [InlineData("Incident response", "- [ ] Tell the dragons immediately", "T0+0h", "")]
    [InlineData("Post-incident", "- [ ] Feed the dragons (5 min)", "", "")]
    [InlineData("Post-incident agenda (60 min)", "- [ ] Feed the dragons", "", "")]
    [InlineData("Deployment", "- [ ] Restore takes under 30 minutes", "", "")]
    public void Each_form_means_what_people_mean(string heading, string line, string deadline, string cadence)
    {
        var check = SomeGuide.Line(heading, line);
        Assert.Equal((deadline, cadence), (GuideColumns.DeadlineOf(check), GuideColumns.CadenceOf(check)));
    }

    [Theory]
    [InlineData("(hourly for Critical, daily for High)", 60, 1440)]
    [InlineData("(every 15-20 min for SEV1; hourly for SEV2)", 20, 60)]
    public void A_gap_may_depend_on_how_bad_it_is(string gap, int critical, int high)
    {
        var check = SomeGuide.Line("Incident response", $"- [ ] Send status update {gap}");
        Assert.Equal(CheckKind.Recurring, check.Kind);
        Assert.Equal(TimeSpan.FromMinutes(critical), check.CadenceBySeverity["critical"]);
        Assert.Equal(TimeSpan.FromMinutes(high), check.CadenceBySeverity["high"]);
        Assert.Equal(TimeSpan.FromMinutes(Math.Max(critical, high)), check.Cadence);
    }

    [Fact]
    public void Work_may_be_done_again_each_time_something_happened()
    {
        var playbook = SomeGuide.Of("## Health checks\n\nTo do after every wave:\n\n- [ ] Feed the dragons\n").Playbook;
        Assert.Equal("after each wave", playbook.Find("feed-the-dragons")!.Repeats);
    }

    [Theory]
    [InlineData("- If the queues are empty, restart them", "when:the queues empty")]
    [InlineData("- Restart the queues once the cache is warm", "when:the cache warm")]
    [InlineData("- Restart the queues (required for Major; recommended for Minor)",
        "type:major require; type:minor recommend")]
    [InlineData("- Restart the queues (if handling personal data)", "property:if handling personal data")]
    [InlineData("- Restart the queues (hotfix only)", "type:patch")]
    public void Conditions_are_told_apart(string line, string condition) =>
        Assert.Equal(condition, GuideColumns.ConditionOf(SomeGuide.Line("Deployment", line)));

    [Fact]
    public void In_an_incident_a_property_of_the_change_is_asked() => Assert.Equal(
        "ask:if security-related",
        GuideColumns.ConditionOf(SomeGuide.Line("Rollback", "- Lock the doors if security-related")));
}
