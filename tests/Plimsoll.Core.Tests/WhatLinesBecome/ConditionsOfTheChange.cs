using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>A condition on the change is answered by its labels and files where the sidecar says how, else asked.
/// </summary>
public sealed class ConditionsOfTheChange
{
    private static readonly PropertyRule Migration = new("database", ["db"], ["db/**", "src/*.sql"]);

    [Theory]
    [InlineData("db/", true), InlineData("db/2026/one.sql", true), InlineData("src/one.sql", true)]
    [InlineData("src/deep/one.sql", false), InlineData("database.txt", false)]
    public void A_changed_file_makes_it_apply(string path, bool applies) =>
        Assert.Equal(applies, Told(new Touched([], [path], true)).Applies);

    [Fact]
    public void So_does_a_label() => Assert.Equal(
        new Told(true, "a change is labelled DB"), Told(new Touched(["DB"], [], true)));

    [Fact]
    public void What_nothing_tells_is_asked()
    {
        Assert.Null(Told(null).Applies);
        Assert.Null(Told(new Touched([], ["readme"], Whole: false)).Applies);
        Assert.Null(ConditionAnswers.Of(GuideSettings.House, Candidate(new Touched(["db"], [], true)), Database).Applies);
        Assert.Null(Told(new Touched(["db"], [], true), Database with { Class = "ask" }).Applies);
    }

    [Fact]
    public void A_gate_that_does_not_apply_says_what_was_looked_for_and_a_person_may_want_it_all_the_same()
    {
        var scene = Ready(["readme"]);
        Assert.Equal(
            (Verdict.NotApplicable,
                "no change has the label db or a file of db/** or a file of src/*.sql, so it does not apply"),
            (scene.GateOf(SomeLine.Id).Verdict, scene.GateOf(SomeLine.Id).Sentence));
        scene.Do(SomeRelease.Stream, new AnswerGate(SomeLine.Id, true, "the driver is new"), "bob");
        Assert.True(scene.GateOf(SomeLine.Id).IsInTheWay);
    }

    [Fact]
    public void Against_what_the_change_says_nobody_answers()
    {
        var refusal = Ready(["db/1.sql"]).Refused(SomeRelease.Stream, new AnswerGate(SomeLine.Id, false, "no"), "bob");
        Assert.StartsWith("Look twice applies: db/1.sql has changed (db/**).", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db/1.sql", StepStatus.Waiting), InlineData("readme", StepStatus.NotApplicable)]
    public void A_step_is_walked_or_not(string path, StepStatus status)
    {
        var scene = Ready([path], "deploy", CheckKind.Step)
            .Do(SomeLine.Walk, new OpenShipment("shop", "1.1.0", 1)).Pursue().Carry($"{SomeLine.Shipping}-staging").Pursue();
        Assert.Equal(status, scene.StepOf().Status);
        if (status != StepStatus.Waiting) return;
        Assert.False(scene.StepOf().IsAsked);
        Assert.Equal(RefusalKind.Invalid, scene.Refused(SomeLine.Walk, new AnswerStep(SomeLine.Id, false, "no"), "bob").Kind);
    }

    private static Condition Database { get; } = new("property", "if the database changes");

    private static Told Told(Touched? touched, Condition? condition = null) =>
        ConditionAnswers.Of(new GuideSettings { Properties = [Migration] }, Candidate(touched), condition ?? Database);

    private static Candidate Candidate(Touched? touched) =>
        new(1, "c", "a", "d", "p", [], [], default, "dan") { Touched = touched };

    private static Scene Ready(ImmutableArray<string> paths, string phase = "pre-release", CheckKind kind = CheckKind.Gate)
    {
        var line = SomeLine.Of(phase, kind, CheckMode.Manual) with { Condition = Database };
        var book = SomeLine.Book(kind == CheckKind.Step ? "deploy-production" : "window-scheduled", line) with
        {
            Settings = new GuideSettings { Properties = [Migration] },
        };
        var scene = SomeLine.Ready(book);
        return scene.Do(SomeRelease.Stream, new SealCandidate("commit-1", "shop.tar", "digest-1b", book.Hash, ["dan"], [])
        {
            Touched = new Touched([], paths, true),
        }, "dan").OpenGates();
    }
}
