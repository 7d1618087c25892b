using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Tables and lists that say how things are done, and are nothing to do themselves.</summary>
public sealed class PolicyTables
{
    private const string Body = "\n## Deployment\n- [ ] Backup taken\n- [ ] Deploy to production\n";

    [Fact]
    public void A_severity_table_is_the_playbooks_scale()
    {
        var playbook = SomeGuide.Of("## Severity levels\n\n"
            + "| Severity | Meaning | Response time | Updates |\n|---|---|---|---|\n"
            + "| SEV-1 | the ferry sinks | 15 minutes | every 30 minutes |\n| SEV-2 | it leaks | 1 hour | hourly |\n"
            + "| SEV-3 | it creaks | next business day | daily |\n" + Body).Playbook;
        Assert.Equal(
            [("SEV-1", "critical", "00:15:00", "00:30:00"), ("SEV-2", "high", "01:00:00", "01:00:00"),
                ("SEV-3", "medium", "", "1.00:00:00")],
            playbook.Severities.Select(rule => (rule.Name, rule.Severity, $"{rule.Response}", $"{rule.Cadence}")));
        Assert.Equal((2, 5), (playbook.Items, playbook.Severities[0].Line));
    }

    [Fact]
    public void Priorities_that_count_from_nought_fit_the_same_scale() =>
        Assert.Equal(["critical", "high", "medium", "low"], SomeGuide.Of(
            "## Incident priorities\n\n| Priority | Response |\n|---|---|\n"
            + "| P0 | 5 min |\n| P1 | 1 h |\n| P2 | 1 day |\n"
            + "| P3 | 3 days |\n" + Body).Playbook.Severities.Select(rule => rule.Severity));

    [Fact]
    public void A_list_of_severities_says_the_same_and_asks_for_nothing()
    {
        var playbook = SomeGuide.Of("## Incident severity\n- SEV1: the ferry sinks, respond within 15 minutes\n"
            + "- SEV2: it leaks, respond within 4 hours, update daily\n" + Body).Playbook;
        Assert.Equal([(TimeSpan.FromMinutes(15), "critical"), (TimeSpan.FromHours(4), "high")],
            playbook.Severities.Select(rule => (rule.Response!.Value, rule.Severity)));
        Assert.Equal(new Outputs(2, 2, 0, 0), playbook.Outputs);
    }

    [Fact]
    public void Release_types_are_no_severities() =>
        Assert.Empty(SomeGuide.Of("## Release types\n- Minor: small things\n- Major: large things\n" + Body)
            .Playbook.Severities);

    [Fact]
    public void An_ownership_table_binds_owners()
    {
        var playbook = SomeGuide.Of("## Ownership\n\n| Activity | Owner | Contributors |\n|---|---|---|\n"
            + "| Take a backup | DevOps | QA Lead |\n" + Body).Playbook;
        var backup = playbook.Find("backup")!;
        Assert.Equal((2, "guide line 5"), (playbook.Items, Owners.OriginOf(backup)));
        Assert.Equal(["DevOps"], backup.Owners);
    }

    [Fact]
    public void A_table_of_release_types_says_who_signs_which()
    {
        var playbook = SomeGuide.Of("## Release types\n\n| Type | Description | Approver |\n|---|---|---|\n"
            + "| Patch | repairs | Tech Lead |\n| Major | new boats | Tech Lead, Sponsor |\n" + Body).Playbook;
        Assert.Equal(["type.patch", "type.major"],
            playbook.Checks.Where(check => check.Kind == CheckKind.Policy).Select(check => check.Id));
        Assert.Equal(["Tech Lead patch,major", "Sponsor major", "Release Manager minor"],
            playbook.Checks.Where(check => check.Concept == "sign-off")
                .Select(check => $"{check.Approvers[0]} {check.Condition!.Text}"));
    }

    [Fact]
    public void A_communication_plan_is_the_cadence_of_updates()
    {
        var check = SomeGuide.Of("## Incident communication\n\n"
            + "| Audience | Channel | Frequency | Owner |\n|---|---|---|---|\n"
            + "| Stakeholders | mail | Every 30 minutes for Critical; hourly for High | PM |\n"
            + "\n## Incident response\n- [ ] Send status update to stakeholders\n" + Body).Playbook
            .Find("status-update")!;
        Assert.Equal(CheckKind.Recurring, check.Kind);
        Assert.Equal([("critical", TimeSpan.FromMinutes(30)), ("high", TimeSpan.FromHours(1))],
            check.CadenceBySeverity.Select(one => (one.Key, one.Value)));
    }

    [Fact]
    public void A_monitoring_window_is_how_long_a_line_watches()
    {
        var check = SomeGuide.Of("## Monitoring windows\n\n| Phase | Duration | Focus |\n|---|---|---|\n"
            + "| Immediate | 30 minutes | errors |\n| Extended | 24 hours | trends |\n"
            + "\n## Post-deployment\n- [ ] Monitor error rates and latency\n" + Body).Playbook.Checks[0];
        Assert.Equal(TimeSpan.FromMinutes(30), check.Observe);
    }
}
