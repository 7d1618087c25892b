using Plimsoll.Core.Catalog;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

/// <summary>A major release waits until its way back was gone once, or until its plan names another one.</summary>
public sealed class RollbackOfAMajor
{
    private const string Plan = Concepts.RollbackPlan;

    [Fact]
    public void An_accepted_plan_alone_is_not_enough()
    {
        var gate = Accepted().GateOf(Plan);

        Assert.Equal(Verdict.Pending, gate.Verdict);
        Assert.True(gate.IsRehearsal);
        Assert.Contains("rehearsed before production", gate.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_that_passed_opens_it() => Assert.Equal(Verdict.Passed, Rehearsed(true).VerdictOf(Plan));

    [Fact]
    public void One_that_failed_does_not_and_says_why()
    {
        var gate = Rehearsed(false).GateOf(Plan);

        Assert.Equal(Verdict.Failed, gate.Verdict);
        Assert.Contains("the migration does not go back", gate.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_of_other_content_does_not_count() =>
        Assert.Equal(Verdict.Pending, Rehearsed(true).Seal(2).Do(SomeRelease.Stream, new ConfirmGate(Plan, ""), "ada").VerdictOf(Plan));

    [Fact]
    public void What_is_done_instead_takes_its_place_once_it_is_accepted()
    {
        var planned = Accepted("switch the flag off");

        Assert.Equal(Verdict.Passed, planned.VerdictOf(Plan));
    }

    [Fact]
    public void Where_nothing_comes_before_production_its_command_asks_for_what_is_done_instead()
    {
        var service = SomeService.Usual with
        {
            Environments = [.. SomeService.Usual.Environments.Where(e => e.IsProduction)], NoStaging = "there is one machine",
        };

        Assert.Contains("--mitigation", Accepted(service: service).GateOf(Plan).Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_command_is_the_rehearsal_where_there_is_a_place_for_one() =>
        Assert.Contains("rehearse-rollback", Accepted().GateOf(Plan).Command, StringComparison.Ordinal);

    [Fact]
    public void Nobody_rehearses_a_plan_that_nobody_accepted()
    {
        var gate = SomeRelease.Sealed(type: ReleaseType.Major)
            .Do(SomeRelease.Stream, new PlanRollback("put it back", DataClass.None, "", ""), "dan").GateOf(Plan);

        Assert.False(gate.IsRehearsal);
        Assert.Contains("waits for the Release Manager", gate.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReleaseType.Minor)]
    [InlineData(ReleaseType.Patch)]
    public void Smaller_ones_need_none(ReleaseType type) => Assert.Equal(Verdict.Passed, Accepted(type: type).VerdictOf(Plan));

    private static Scene Accepted(string mitigation = "", ReleaseType type = ReleaseType.Major, ServiceDefinition? service = null) =>
        SomeRelease.Draft(type: type, service: service).Seal()
            .Do(SomeRelease.Stream, new PlanRollback("put it back", DataClass.None, mitigation, ""), "dan")
            .Do(SomeRelease.Stream, new ConfirmGate(Plan, ""), "ada");

    private static Scene Rehearsed(bool passed) => Accepted().Do(SomeRelease.Stream, new RecordRehearsal(
        1, "staging", "1.0.0", TimeSpan.FromMinutes(2), "shop-staging-rehearsal-1", "quinn", passed,
        passed ? "" : "the migration does not go back"), "system:rehearsal");
}
