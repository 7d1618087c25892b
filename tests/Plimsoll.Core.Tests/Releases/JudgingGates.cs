using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Releases;

public sealed class JudgingGates
{
    private const string Scan = Concepts.SecurityScan;

    [Fact]
    public void All_gates_of_a_prepared_release_are_open()
    {
        var scene = SomeRelease.Ready();
        Assert.All(scene.Gates(), gate => Assert.Equal(Verdict.Passed, gate.Verdict));
        Assert.Equal("Safe to ship: 8 of 8 gates passed", Readiness.Sentence(scene.ReleaseOf(), scene.Gates()));
    }

    [Fact]
    public void Without_a_candidate_every_gate_is_pending() =>
        Assert.All(SomeRelease.Draft().Gates(), gate => Assert.Equal(Verdict.Pending, gate.Verdict));

    [Fact]
    public void Without_evidence_a_gate_is_pending() => Assert.Equal(Verdict.Pending, SomeRelease.Sealed().VerdictOf(Scan));

    [Theory]
    [InlineData(Verdict.Passed, true)]
    [InlineData(Verdict.Failed, false)]
    [InlineData(Verdict.Error, false)]
    [InlineData(Verdict.Inconclusive, false)]
    public void The_evidence_says_the_verdict(Verdict verdict, bool opens)
    {
        var gate = SomeRelease.Sealed().See(Scan, verdict).GateOf(Scan);
        Assert.Equal((verdict, opens), (gate.Verdict, gate.IsOpen));
    }

    [Theory]
    [InlineData(Verdict.Pending)]
    [InlineData(Verdict.Running)]
    [InlineData(Verdict.Stale)]
    [InlineData(Verdict.Waived)]
    [InlineData(Verdict.NotApplicable)]
    public void What_nobody_can_observe_is_no_evidence(Verdict verdict) => Assert.Equal(RefusalKind.Invalid,
        SomeRelease.Sealed().Refused(SomeRelease.Stream, Evidence(verdict, "commit-1")).Kind);

    [Fact]
    public void Evidence_about_a_commit_nobody_sealed_is_refused() => Assert.Contains("not the commit of a candidate",
        SomeRelease.Sealed().Refused(SomeRelease.Stream, Evidence(Verdict.Passed, "other")).Reason, StringComparison.Ordinal);

    [Fact]
    public void Newer_failing_evidence_overrides_older_passing() =>
        Assert.Equal(Verdict.Failed, SomeRelease.Sealed().See(Scan).After(Minute).See(Scan, Verdict.Failed).VerdictOf(Scan));

    [Fact]
    public void Older_failing_evidence_that_comes_late_overrides_nothing() => Assert.Equal(Verdict.Passed,
        SomeRelease.Sealed().After(Minute).See(Scan).See(Scan, Verdict.Failed, ago: Minute).VerdictOf(Scan));

    [Fact]
    public void At_the_same_instant_the_failing_evidence_counts() =>
        Assert.Equal(Verdict.Failed, SomeRelease.Sealed().See(Scan, Verdict.Failed).See(Scan).VerdictOf(Scan));

    [Fact]
    public void A_scan_is_good_for_24_hours()
    {
        var scene = SomeRelease.Sealed().See(Scan).After(TimeSpan.FromHours(24));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Scan));
        Assert.Equal(Verdict.Stale, scene.After(TimeSpan.FromTicks(1)).VerdictOf(Scan));
    }

    [Fact]
    public void A_new_commit_makes_evidence_stale() =>
        Assert.Equal(Verdict.Stale, SomeRelease.Sealed().See(Scan).Seal(2).VerdictOf(Scan));

    [Fact]
    public void New_bytes_of_the_same_commit_make_evidence_stale() =>
        Assert.Equal(Verdict.Stale, SomeRelease.Sealed().See(Scan).Seal(2, "commit-1").VerdictOf(Scan));

    [Fact]
    public void A_late_observation_of_an_older_candidate_takes_nothing_from_the_newest() => Assert.Equal(Verdict.Passed,
        SomeRelease.Sealed().Seal(2).See(Scan).After(Minute).See(Scan, Verdict.Failed, "commit-1").VerdictOf(Scan));

    [Fact]
    public void A_gate_for_another_type_does_not_exist()
    {
        Assert.DoesNotContain(SomeRelease.Sealed().Gates(), g => g.Id == "sign-off.Security Lead");
        Assert.Contains(SomeRelease.Sealed(type: ReleaseType.Major).Gates(), g => g.Id == "sign-off.Security Lead");
    }

    [Fact]
    public void A_guide_without_gates_lets_nothing_pass()
    {
        var scene = SomeRelease.Sealed(SomePlaybook.With("bare", [.. SomePlaybook.Steps]));
        var blockers = ReleaseView.Of(scene.ReleaseOf(), scene.World.Reader()).Blockers(scene.Now);
        Assert.Equal(["guide.no-gates"], blockers.Select(b => b.Code));
    }

    [Fact]
    public void A_closed_gate_is_a_blocker_with_the_guides_line_and_the_command_that_clears_it()
    {
        var blocker = SomeRelease.Sealed().GateOf(Scan).ToBlocker();
        Assert.Equal(("gate.security-scan", 15, "Security Lead", "plimsoll evidence add shop 1.1.0 --sarif FILE"),
            (blocker.Code, blocker.Line, blocker.WhoCanClear, blocker.Command));
    }

    [Fact]
    public void A_line_no_machine_can_see_is_attested_by_its_owner_for_one_candidate()
    {
        var book = SomePlaybook.With("manual", SomePlaybook.Gate(3, "legal-ok", CheckMode.Manual, "PM"));
        var scene = SomeRelease.Sealed(book).See("legal-ok");
        Assert.Equal(Verdict.Pending, scene.VerdictOf("legal-ok"));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeRelease.Stream, new ConfirmGate("legal-ok", ""), "dan").Kind);
        Assert.Equal(Verdict.Passed, scene.Do(SomeRelease.Stream, new ConfirmGate("legal-ok", ""), "pam").VerdictOf("legal-ok"));
        Assert.Equal(Verdict.Stale, scene.Seal(2, playbook: "manual").VerdictOf("legal-ok"));
    }

    private static TimeSpan Minute => TimeSpan.FromMinutes(1);

    private static AddEvidence Evidence(Verdict verdict, string commit) =>
        new(Scan, verdict, commit, "tool", DateTimeOffset.UnixEpoch, "", "", false);
}
