namespace Plimsoll.Core.Tests.Guide;

/// <summary>The same wish in other words, and other wishes in nearly the same.</summary>
public sealed class OtherWordsForIt
{
    [Theory]
    [InlineData("Pre-release", "- CI passing (unit tests, linting, security scan)", "CI SECSCAN")]
    [InlineData("Pre-release", "- Linters clean on all branches", "CI")]
    [InlineData("Pre-release", "- Whole test suite green", "CI")]
    [InlineData("Pre-release", "- Tracing enabled for the new queue", "MONITOR")]
    [InlineData("Pre-release", "- Alerts functioning in the new cluster", "MONITOR")]
    [InlineData("Pre-release", "- Rollback criteria agreed", "RBPLAN")]
    [InlineData("Pre-release", "- Rollback communication plan ready", "STAKE")]
    [InlineData("Pre-release", "- Gradual rollout of the new queue agreed", "CANARY")]
    [InlineData("Pre-release", "- Release date and time agreed", "WINDOW")]
    [InlineData("Pre-release", "- Support and on-call briefed", "ONCALL SUPPORT")]
    [InlineData("Pre-release", "- Functional requirements satisfied", "ACCEPT")]
    [InlineData("Deployment", "- [ ] Maintenance window announced", "ANNOUNCE")]
    [InlineData("Deployment", "- [ ] Promote the image to production", "PROD")]
    [InlineData("Deployment", "- [ ] DevOps coordinates the deployment", "PROD")]
    [InlineData("Deployment", "- [ ] Newsletter published on the blog", "ANNOUNCE")]
    [InlineData("Deployment", "- [ ] Write brief release notes", "NOTES")]
    [InlineData("Post-release checks", "- [ ] No increase in customer complaints", "MONITOR")]
    [InlineData("Post-release checks", "- [ ] Verify that the packages are available", "VERIFY")]
    [InlineData("Post-release checks", "- [ ] Confirm the deployment is stable", "VERIFY")]
    [InlineData("Post-release checks", "- [ ] Adoption tracked", "MONITOR")]
    [InlineData("Post-release checks", "- [ ] Release finished without an error", "VERIFY")]
    [InlineData("Post-release checks", "- [ ] Completion of the release is announced", "ANNOUNCE")]
    [InlineData("Deployment", "- [ ] Stakeholders notified that the deployment starts", "STAKE")]
    [InlineData("Deployment", "- [ ] Team notified of the successful deployment", "ANNOUNCE")]
    [InlineData("Pre-release", "- Security Champion review done", "SIGN_SEC")]
    [InlineData("Pre-release", "- A restore was rehearsed", "BACKUP")]
    [InlineData("Post-release checks", "- [ ] Production release verified", "VERIFY")]
    [InlineData("Rollback criteria", "- Latency above the usual", "MONITOR")]
    [InlineData("Incident response", "- [ ] Prepare the rollback plan", "RBPLAN")]
    [InlineData("Rollback", "- [ ] Customers notified of the rollback decision", "STAKE")]
    [InlineData("Incident response", "- [ ] Inform customer support of the outage", "SUPPORT")]
    [InlineData("Rollback", "1. Confirm a rollback is warranted", "ROLLBACK")]
    [InlineData("Rollback", "1. SRE notifies customers via the Stakeholder Liaison", "STAKE")]
    public void It_is_known(string heading, string line, string families) => Assert.Equal(families, FamiliesOf(heading, line));

    [Theory]
    [InlineData("Approval", "- Security Lead: all approved exceptions are listed")]
    [InlineData("Pre-release", "- Testing window set")]
    [InlineData("Pre-release", "- Meet the lawyers about their requirements")]
    [InlineData("Pre-release", "- Latency budget agreed")]
    [InlineData("Pre-release", "- Promotion criteria for production written down")]
    [InlineData("Pre-release", "- Accessibility test suite green")]
    [InlineData("Deployment", "- [ ] Created and merged a PR that renames the gull")]
    [InlineData("Pre-release", "- Baseline of the metrics captured")]
    [InlineData("Deployment", "- [ ] Pre-deployment checklist completed")]
    [InlineData("Pre-release", "- Pipeline tested in the staging environment")]
    [InlineData("Pre-release", "- Defect log reviewed")]
    [InlineData("Rollback", "- [ ] Core functionality is known to be broken")]
    public void It_is_not_taken_for_something_else(string heading, string line) => Assert.Equal("", FamiliesOf(heading, line));

    private static string FamiliesOf(string heading, string line) => string.Join(' ',
        SomeGuide.Of($"## {heading}\n{line}\n").Playbook.Checks.Where(check => check.Line == 2)
            .SelectMany(check => check.Families).Distinct().Order(StringComparer.Ordinal));
}
