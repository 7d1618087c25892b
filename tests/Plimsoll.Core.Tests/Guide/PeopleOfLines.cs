using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>Who does a line, who accepts it, and who is only told or asked.</summary>
public sealed class PeopleOfLines
{
    [Theory]
    [InlineData("- [ ] Snapshot taken — owned by DBA in collaboration with Developers", "DBA", "")]
    [InlineData("- [ ] Snapshot taken (with input from the Data Engineer)", "", "")]
    [InlineData("- [ ] Snapshot taken (coordinate with SRE)", "", "")]
    [InlineData("- [ ] Snapshot taken (if applicable, executed by SRE, approved by CTO)", "SRE", "CTO")]
    [InlineData("- [ ] Snapshot taken - SRE with QA", "SRE, QA", "")]
    [InlineData("- [ ] Snapshot taken (Regional Launch Coordinator)", "Regional Launch Coordinator", "")]
    [InlineData("- [ ] Snapshot taken (SRE executes, DBA monitors)", "SRE, DBA", "")]
    [InlineData("- [ ] Snapshot taken — **Owner: SRE**", "SRE", "")]
    [InlineData("- [ ] Snapshot taken (Owner: SRE/DBA)", "SRE/DBA", "")]
    [InlineData("- [ ] Snapshot taken — agreed between SRE and QA", "SRE, QA", "")]
    [InlineData("- [ ] Snapshot taken (Customer Support Liaison)", "Customer Support Liaison", "")]
    [InlineData("- [ ] Snapshot taken\n  - Output: SRE backup report", "", "")]
    [InlineData("- [ ] SRE or DBA takes a snapshot", "SRE, DBA", "")]
    [InlineData("- [ ] Way back: SRE takes a snapshot", "SRE", "")]
    [InlineData("- [ ] Snapshot shared with the Product Owner", "", "")]
    [InlineData("- [ ] Operations team ready for the snapshot", "", "")]
    [InlineData("- [ ] Snapshot planned: agree with SRE", "", "")]
    [InlineData("- [ ] CTO has read and accepted the plan", "CTO", "CTO")]
    public void Verbs_tell_who_does_it_from_who_helps(string line, string owners, string approvers)
    {
        var check = SomeGuide.Line("Deployment", line);
        Assert.Equal((owners, approvers), (string.Join(", ", check.Owners), string.Join(", ", check.Approvers)));
    }

    [Theory]
    [InlineData("## Deployment (Owner: SRE)\n\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\n**Owner: SRE**\n\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\n### Steps for SRE\n\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\nRun by SRE with support from the CTO:\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\n**SRE:**\n- [ ] Snapshot taken\n")]
    [InlineData("# SRE Checklist\n\n## Deployment\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment — *SRE*\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment (SRE)\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\n### SRE → QA Handoff\n- [ ] Snapshot taken\n")]
    [InlineData("# Guide\n\n## Purpose\nShip well.\n\n**Owner:** SRE\n\n## Deployment\n- [ ] Snapshot taken\n")]
    public void A_section_owns_what_stands_in_it(string guide) =>
        Assert.Equal(["SRE"], SomeGuide.Of(guide).Playbook.Find("backup")!.Owners);

    [Theory]
    [InlineData("## Deployment — Support\n- [ ] Snapshot taken\n")]
    [InlineData("## Support Checklist\n\n### Deployment\n- [ ] Snapshot taken\n")]
    [InlineData("# Deployment Checklist\n\n## Steps\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\nBy the end of the day:\n- [ ] Snapshot taken\n")]
    [InlineData("## Deployment\n\n**Support:**\n- [ ] Snapshot taken\n")]
    public void A_topic_owns_nothing(string guide) => Assert.Empty(SomeGuide.Of(guide).Playbook.Find("backup")!.Owners);

    [Fact]
    public void A_column_may_name_several_and_some_whom_nobody_knows()
    {
        var playbook = SomeGuide.Of("## Deployment\n| Check | Owner | Status |\n|---|---|---|\n| Snapshot taken | SRE + The Night Watch | \u2610 |\n").Playbook;

        Assert.Equal(["SRE", "The Night Watch"], playbook.Find("backup")!.Owners);
        playbook = SomeGuide.Of("## Deployment\n| Check | Owner | Status |\n|---|---|---|\n| Snapshot taken | SRE (does it), DBA (watches) | \u2610 |\n").Playbook;
        Assert.Equal(["SRE", "DBA"], playbook.Find("backup")!.Owners);
    }

    [Fact]
    public void A_sign_off_in_parentheses_is_a_part_of_its_own()
    {
        var parts = SomeGuide.Of("## Approval\n- [ ] CI green (Tester sign-off)\n").Playbook.Checks
            .Where(check => check.Line == 2).ToList();
        Assert.Equal(["ci-green", "qa-signoff"], parts.Select(check => check.ShortId));
        Assert.Equal(["a", "b"], parts.Select(check => check.Part));
        Assert.Equal(["Tester"], parts[1].Approvers);
    }

    [Fact]
    public void A_line_hands_over_from_one_role_to_the_next()
    {
        var check = SomeGuide.Line("Handoffs", "1. **Developers → SRE**: the Tech Lead explains the new queues");
        Assert.Equal(("handoff.dev-devops", "ack(SRE)", CheckKind.Step), (check.Id, check.Evidence, check.Kind));
        Assert.Equal(["Tech Lead"], check.Owners);
    }

    [Fact]
    public void Duties_under_a_role_are_that_roles()
    {
        var check = SomeGuide.Line("Release Captain Responsibilities", "- Keeps the deployment window");
        Assert.Equal(("duty.window", CheckMode.Info), (check.Id, check.Mode));
        Assert.Equal(["Release Captain"], check.Owners);
    }
}
