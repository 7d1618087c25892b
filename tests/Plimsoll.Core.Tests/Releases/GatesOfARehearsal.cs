using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

public sealed class GatesOfARehearsal
{
    private const string Tested = Concepts.RollbackTested;
    private const string PlanTested = Concepts.RollbackPlanTested;

    private static readonly RecordRehearsal Held = new(1, "staging", "1.0.0", TimeSpan.FromSeconds(150), "try-1", "ada", true, "");

    [Fact]
    public void One_that_passed_opens_the_gate_by_itself_with_its_minutes()
    {
        var gate = Sealed().Do(SomeRelease.Stream, Held).GateOf(Tested);
        Assert.Equal((Verdict.Passed, CheckMode.Auto), (gate.Verdict, gate.Mode));
        Assert.StartsWith("staging was back on 1.0.0 in 2.5 min in rehearsal, ", gate.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Until_then_the_gate_names_the_command_and_takes_a_persons_word_that_it_was_held()
    {
        var gate = Sealed().GateOf(Tested);
        Assert.Equal((Verdict.Pending, CheckMode.Manual, "plimsoll release rehearse-rollback shop 1.1.0"),
            (gate.Verdict, gate.Mode, gate.Command));
        gate = Sealed().Do(SomeRelease.Stream, new ConfirmGate(Tested, "by hand on Monday"), "ada").GateOf(Tested);
        Assert.Equal((Verdict.Passed, "confirmed by ada"), (gate.Verdict, gate.Sentence));
    }

    [Fact]
    public void No_word_takes_back_one_that_did_not_pass()
    {
        var scene = Sealed().Do(SomeRelease.Stream, Held with { Passed = false, Sentence = "staging did not go back to 1.0.0: smoke said no" });
        Assert.Equal(Verdict.Failed, scene.VerdictOf(Tested));
        Assert.Equal(RefusalKind.Invalid, scene.Refused(SomeRelease.Stream, new ConfirmGate(Tested, "it is fine"), "ada").Kind);
        Assert.Equal(Verdict.Passed, scene.Do(SomeRelease.Stream, Held with { Deployment = "try-2" }).VerdictOf(Tested));
    }

    [Fact]
    public void Other_content_is_rehearsed_again_and_the_same_content_is_not()
    {
        var scene = Sealed().Do(SomeRelease.Stream, Held).SealAgain("dan");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Tested));
        Assert.Equal(Verdict.Pending, scene.Seal(3, playbook: "rehearsed").VerdictOf(Tested));
    }

    [Fact]
    public void A_plan_that_is_to_be_tested_has_to_be_written_too()
    {
        var scene = Sealed().Do(SomeRelease.Stream, Held);
        Assert.Equal(Verdict.Pending, scene.VerdictOf(PlanTested));
        Assert.Contains("plan-rollback", scene.GateOf(PlanTested).Command, StringComparison.Ordinal);
        scene.Do(SomeRelease.Stream, new PlanRollback("put it back", DataClass.None, "", ""));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(PlanTested));
    }

    [Fact]
    public void The_same_one_is_on_record_once() =>
        Assert.Empty(Sealed().Do(SomeRelease.Stream, Held).Events(SomeRelease.Stream, Held));

    private static Scene Sealed() => SomeRelease.Sealed(SomePlaybook.With("rehearsed",
    [
        SomePlaybook.Gate(14, Tested, CheckMode.Semi, "Release Manager"),
        SomePlaybook.Gate(15, PlanTested, CheckMode.Semi, "Release Manager"),
    ]));
}
