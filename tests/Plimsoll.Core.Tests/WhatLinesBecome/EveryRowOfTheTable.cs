using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>Every kind, phase and mode of the table of what a line becomes, walked through a release or an incident.
/// The cases are made from the table itself.</summary>
public sealed class EveryRowOfTheTable
{
    private static readonly CheckKind[] NothingToDo =
        [CheckKind.Policy, CheckKind.Field, CheckKind.Info, CheckKind.Owner, CheckKind.Authority];

    private static readonly string[] Phases =
    [
        "pre-release", "approval", "deploy", "rollout", "verify", "communicate", "rollback", "incident",
        "incident.immediate", "incident.mitigate", "incident.close",
    ];

    public static TheoryData<string, CheckKind, CheckMode, LineUse> Rows
    {
        get
        {
            var rows = new TheoryData<string, CheckKind, CheckMode, LineUse>();
            foreach (var (phase, kind, use) in LineUses.Table)
                foreach (var mode in new[] { CheckMode.Auto, CheckMode.Semi, CheckMode.Manual })
                    rows.Add(phase, kind, mode, use);
            foreach (var phase in Phases.Where(p => p.StartsWith("incident.", StringComparison.Ordinal)))
                foreach (var kind in Enum.GetValues<CheckKind>().Except(NothingToDo).Where(k => k != CheckKind.Trigger))
                    foreach (var mode in new[] { CheckMode.Auto, CheckMode.Semi, CheckMode.Manual })
                        rows.Add(phase, kind, mode, LineUse.Duty);
            return rows;
        }
    }

    [Fact]
    public void No_line_that_asks_for_something_is_without_a_row() => Assert.Empty(
        from phase in Phases
        from kind in Enum.GetValues<CheckKind>().Except(NothingToDo)
        where LineUses.Of(phase, kind) == LineUse.None
        select $"{kind} in {phase}");

    [Fact]
    public void A_phase_nobody_taught_is_read_by_where_it_stands()
    {
        var book = SomeLine.Book("", SomeLine.Of("translations", CheckKind.Step, CheckMode.Manual));
        Assert.Equal(LineUse.Step, book.UseOf(book.Find(SomeLine.Id)!));
        var early = SomeLine.Book("acceptance-criteria", SomeLine.Of("translations", CheckKind.Step, CheckMode.Manual));
        Assert.Equal(LineUse.Gate, early.UseOf(early.Find(SomeLine.Id)!));
    }

    [Theory, MemberData(nameof(Rows))]
    public void Each_acts(string phase, CheckKind kind, CheckMode mode, LineUse use)
    {
        switch (use)
        {
            case LineUse.Gate: IsAGate(SomeLine.Of(phase, kind, mode)); break;
            case LineUse.StepGate: IsAGateOfTheStepAfterIt(SomeLine.Of(phase, kind, mode)); break;
            case LineUse.Step: IsAStep(SomeLine.Of(phase, kind, mode, "stakeholders-notified", "notify(release;support)")); break;
            case LineUse.Verification: IsAVerification(SomeLine.Of(phase, kind, mode, "watch-metrics", "metrics.watch")); break;
            case LineUse.Policy: IsAPolicy(SomeLine.Of(phase, kind, mode, "", "deploy.failed")); break;
            case LineUse.Rollback or LineUse.Duty: IsADuty(SomeLine.Of(phase, kind, mode)); break;
            default: Assert.Fail($"Nothing walks {use}."); break;
        }
    }

    private static void IsAGate(Check line)
    {
        var word = SomeLine.Ready(SomeLine.Book("window-scheduled", line));
        Assert.True(word.GateOf(SomeLine.Id).IsInTheWay);
        Assert.Equal(line.Mode != CheckMode.Manual,
            word.GateOf(SomeLine.Id).Sentence.Contains("no source is bound", StringComparison.Ordinal));
        // By the word of who owns it, where no source is bound.
        word.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, "done"), "bob");
        Assert.True(word.GateOf(SomeLine.Id).IsOpen);

        var evidence = SomeLine.Ready(SomeLine.Book("window-scheduled", line)).See(SomeLine.Id);
        Assert.Equal(line.Mode == CheckMode.Auto && line.Kind != CheckKind.Approval, evidence.GateOf(SomeLine.Id).IsOpen);
        if (line.Mode == CheckMode.Auto && line.Kind != CheckKind.Approval) return;
        evidence.Do(SomeRelease.Stream, new ConfirmGate(SomeLine.Id, "seen"), "bob");
        Assert.True(evidence.GateOf(SomeLine.Id).IsOpen);
    }

    private static void IsAGateOfTheStepAfterIt(Check line)
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", line));
        Assert.False(scene.Production().Exists);
        Assert.Equal(StepStatus.Waiting, scene.StepOf().Status);
        Assert.Equal(line.Mode != CheckMode.Manual,
            scene.StepOf().Sentence.Contains("no source is bound", StringComparison.Ordinal));
        var byWord = new Scene(scene).Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "go"), "bob").Pursue();
        Assert.True(byWord.Production().Exists, byWord.StepOf().Sentence);

        scene.See(SomeLine.Id).Pursue();
        var opens = line.Mode == CheckMode.Auto && line.Kind != CheckKind.Approval;
        Assert.Equal((opens, opens), (scene.StepOf().Status == StepStatus.Done, scene.Production().Exists));
        if (!opens) scene.Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "go"), "bob").Pursue();
        Assert.True(scene.Production().Exists, scene.StepOf().Sentence);
    }

    private static void IsAStep(Check line)
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", line));
        var sent = scene.Facts.Count(f => f.Event is ReleaseAnnounced);
        Assert.Equal((line.Mode == CheckMode.Auto, line.Mode == CheckMode.Manual ? 0 : 1),
            (scene.StepOf().Status == StepStatus.Done, sent));
        if (line.Mode != CheckMode.Auto)
        {
            Assert.False(scene.Production().Exists);
            Assert.Equal(RefusalKind.Forbidden,
                scene.Refused(SomeLine.Walk, new CompleteStep(SomeLine.Id, false, "told"), "pam").Kind);
            Assert.Contains("--note", Assert.Single(scene.InTheWay()).Command, StringComparison.Ordinal);
            scene.Do(SomeLine.Walk, new CompleteStep(SomeLine.Id, false, "told"), "bob").Pursue();
        }
        Assert.True(scene.Production().Exists);
    }

    private static void IsAVerification(Check line)
    {
        var book = SomeLine.Book("announce", line with { Observe = TimeSpan.FromMinutes(30) });
        var scene = SomeLine.Staged(book, SomeLine.Measured).Ship();
        var watched = scene.Production().Plan.Where(p => p.Name == "watch").ToList();
        if (line.Mode == CheckMode.Manual) Assert.Empty(watched);
        else Assert.Equal(("watch 50: error rate", TimeSpan.FromMinutes(30), "guide line 50"),
            (watched.Single().Key, watched.Single().Observe!.Value, watched.Single().Origin));
        if (line.Mode != CheckMode.Auto)
        {
            Assert.Equal(StepStatus.Waiting, scene.StepOf().Status);
            scene.Do(SomeLine.Walk, new CompleteStep(SomeLine.Id, false, "looks good"), "bob").Ship();
        }
        Assert.Equal((StepStatus.Done, ShipmentStatus.Done), (scene.StepOf().Status, scene.ShipmentOf().Status));
        if (line.Mode == CheckMode.Manual) return;
        var bad = SomeLine.Staged(book, SomeLine.Measured).Ship(SomeLane.Failing("watch"));
        Assert.Equal(DeploymentStatus.Waiting, bad.Production().Status);
        Assert.True(bad.Production().VerificationFailed);
    }

    private static void IsAPolicy(Check line)
    {
        var service = SomeService.Usual with { Rollback = new(true, TimeSpan.FromHours(1)) };
        var scene = SomeLine.Staged(SomeLine.Book("", line), service).Ship(SomeLane.Failing("verify"));
        Assert.Equal(line.Mode == CheckMode.Auto ? DeploymentStatus.Failed : DeploymentStatus.Waiting,
            scene.Production().Status);
        if (line.Mode != CheckMode.Auto)
            Assert.Contains("Look twice (line 50)", scene.Production().Question!.Text, StringComparison.Ordinal);
        else Assert.Contains(scene.Facts, f => f.Event is DeploymentQueued { Deployment.Kind: DeploymentKind.Rollback });
        Assert.Equal(DeploymentStatus.Waiting, SomeLine.Staged(SomeLine.Book("", line))
            .Ship(SomeLane.Failing("verify")).Production().Status);
    }

    private static void IsADuty(Check line)
    {
        var ofReview = line.Phase == "incident.close";
        var scene = SomeIncident.Quiet()
            .Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(SomeLine.Book("", line), [])))
            .Tell(SomeIncident.Declare());
        var duty = scene.Duties().Single(d => d.Check.Id == SomeLine.Id);
        Assert.Equal(ofReview ? DutyState.NotYet : DutyState.Open, duty.State);
        Assert.Equal(["Release Manager"], duty.Roles);
        scene.Tell(new CompleteDuty(SomeLine.Id, "looked"), "bob");
        Assert.Equal(DutyState.Done, scene.Duties().Single(d => d.Check.Id == SomeLine.Id).State);
        Assert.Contains(scene.IncidentOf().Timeline, e => e.Sentence == "Look twice" && e.By == "bob");
    }
}
