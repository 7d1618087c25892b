using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

/// <summary>Whoever decides on a gate may say no to it, whatever opens it otherwise.</summary>
public sealed class SayingNo
{
    private const string Signed = "sign-off.Release Manager";

    [Fact]
    public void A_no_to_the_rollback_plan_is_no_acceptance_of_it()
    {
        var scene = SomeRelease.Ready().Say(Concepts.RollbackPlan, "the backup was never read");
        Assert.Equal((Verdict.Failed, "bob says no: the backup was never read"), Word(scene, Concepts.RollbackPlan));
        Assert.True(scene.Do(SomeRelease.Stream, new ConfirmGate(Concepts.RollbackPlan, "I read it")).GateOf(Concepts.RollbackPlan).IsOpen);
    }

    [Fact]
    public void A_plan_written_anew_is_neither_refused_nor_accepted()
    {
        var scene = SomeRelease.Ready().Say(Concepts.RollbackPlan, "too vague")
            .Do(SomeRelease.Stream, new PlanRollback("put 1.0.0 back and restart", DataClass.None, "", ""), "dan");
        Assert.Equal(Verdict.Pending, scene.VerdictOf(Concepts.RollbackPlan));
    }

    [Fact]
    public void A_no_takes_back_the_sign_offs_before_it_and_the_same_person_may_sign_after_it()
    {
        var scene = SomeRelease.Ready().Say(Signed, "support is not ready");
        Assert.Equal((Verdict.Failed, "bob says no: support is not ready"), Word(scene, Signed));
        Assert.True(scene.Do(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, "they are now")).GateOf(Signed).IsOpen);
        Assert.Empty(scene.Events(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, "again")));
    }

    [Fact]
    public void It_is_about_the_candidate_it_was_said_of()
    {
        var scene = SomeRelease.Ready().Say(Signed, "not with this bug").Seal(2);
        Assert.Equal(Verdict.Stale, scene.VerdictOf(Signed));
        Assert.True(scene.Do(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, "")).GateOf(Signed).IsOpen);
    }

    [Fact]
    public void A_sign_off_is_signed_and_not_confirmed() => Assert.Contains("plimsoll release sign-off",
        SomeRelease.Ready().Refused(SomeRelease.Stream, new ConfirmGate(Signed, ""), "bob").Reason, StringComparison.Ordinal);

    private static (Verdict, string) Word(Scene scene, string gate) => (scene.GateOf(gate).Verdict, scene.GateOf(gate).Sentence);
}

file static class Said
{
    public static Scene Say(this Scene scene, string gate, string no) =>
        scene.Do(SomeRelease.Stream, new RefuseGate(gate, no), "bob");
}
