using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>A canary line with percentages becomes the batches of the production deployment.</summary>
public sealed class RollingOutInParts
{
    private static readonly ServiceDefinition Twenty = SomeLine.Measured.With("production", e => e with
    {
        Targets = [.. Enumerable.Range(1, 20).Select(n => SomeService.Target($"p{n:00}"))], MaxParallel = 20, Canary = 3,
    });

    private static readonly Check Canary = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Auto, "canary", "rollout") with
    {
        Percents = [5, 25, 100], Observe = TimeSpan.FromMinutes(15), Text = "Canary: 5%, 25%, 100%, 15 minutes each",
    };

    [Fact]
    public void The_parts_are_percents_of_the_targets_whatever_the_services_file_says()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Canary), Twenty).Ship();
        var plan = scene.Production().Plan;
        Assert.Equal([1, 4, 15], plan.Where(p => p.Name == "switch").GroupBy(p => p.Wave).Select(w => w.Count()));
        Assert.All(plan.Where(p => p.Name == "switch"), p => Assert.Equal(("guide line 50", SomeLine.Id), (p.Origin, p.Step)));
        Assert.Equal(["watch 50 5%: error rate", "watch 50 25%: error rate", "watch 50 100%: error rate"],
            plan.Where(p => p.Name == "watch").Select(p => p.Key));
        Assert.Equal(["canary smoke", "canary verify", "25% smoke", "25% verify", "smoke", "verify"],
            plan.Where(p => p.Phase == Phase.Verify && p.Name != "watch").Select(p => p.Name).Distinct());
        Assert.Equal(1, scene.Production().Inputs!.Environment.Canary);
        Assert.Equal((ShipmentStatus.Done, "1.1.0"), (scene.ShipmentOf().Status, scene.LaneOf().RunningVersion));
    }

    [Fact]
    public void A_part_that_is_out_of_range_stops_there()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Canary), Twenty).Ship(SomeLane.Failing("watch 50 5%"));
        Assert.Equal((DeploymentStatus.Waiting, 1), (scene.Production().Status, scene.Production().Touched.Count));
    }

    [Fact]
    public void Few_targets_make_fewer_parts_and_at_least_one_target_each()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Canary), SomeLine.Measured).Ship();
        Assert.Equal([1, 1], scene.Production().Plan.Where(p => p.Name == "switch").GroupBy(p => p.Wave).Select(w => w.Count()));
        Assert.Equal(ShipmentStatus.Done, scene.ShipmentOf().Status);
    }

    [Fact]
    public void An_approval_between_canary_and_promotion_stands_in_the_deployment()
    {
        var scene = StandingAtAnApproval();
        Assert.Equal((StepStatus.Done, StepStatus.Waiting, 1),
            (scene.StepOf().Status, scene.StepOf("promote-ok").Status, scene.Production().Touched.Count));
        scene.Do(SomeLine.Walk, new ApproveStep("promote-ok", ""), "pam").Ship();
        Assert.Equal((ShipmentStatus.Done, 20), (scene.ShipmentOf().Status, scene.Production().Touched.Count));
    }

    [Fact]
    public void A_walk_that_is_cancelled_between_them_asks_what_becomes_of_the_canary_and_rolls_nothing_back_by_itself()
    {
        var scene = StandingAtAnApproval(Twenty with { Rollback = RollbackPolicy.Ask with { Automatic = true } });
        scene.Do(SomeLine.Walk, new CancelShipment("we ship it tomorrow")).Ship();

        Assert.Equal(DeploymentStatus.Waiting, scene.Production().Status);
        Assert.Contains("we ship it tomorrow", scene.Production().Question!.Text, StringComparison.Ordinal);
        Assert.False(scene.LaneOf().IsBad("1.1.0", "digest-1"));
    }

    [Fact]
    public void A_no_between_them_asks_what_becomes_of_the_canary()
    {
        var first = Canary with { Percents = [5], Observe = null };
        var ask = SomeLine.Of("deploy", CheckKind.Decision, CheckMode.Manual) with { Id = "promote-ok", Line = 51 };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", first, ask), Twenty).Ship();
        scene.Do(SomeLine.Walk, new RefuseStep("promote-ok", "orders drop"), "bob").Ship();
        Assert.Equal((ShipmentStatus.Failed, DeploymentStatus.Waiting), (scene.ShipmentOf().Status, scene.Production().Status));
        Assert.Contains("no-go by bob: orders drop", scene.Production().Question!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_about_the_rollout_comes_before_the_last_line_that_deploys()
    {
        var section = Canary with { Phase = "rollout", Percents = [], Evidence = "rollout(10,50,100; 15m each)" };
        var scene = SomeLine.Staged(SomeLine.Book("", section), Twenty);
        Assert.Equal([SomeLine.Id, "deploy-production"], scene.ShipmentOf().Steps.Select(s => s.Id).Skip(4).Take(2));
        Assert.Equal([2, 8, 10], scene.Ship().Production().Plan.Where(p => p.Name == "switch").GroupBy(p => p.Wave).Select(w => w.Count()));
    }

    [Fact]
    public void Without_a_metric_a_person_watches()
    {
        var watch = SomeLine.Of("deploy", CheckKind.Check, CheckMode.Auto, "watch-metrics", "metrics.watch") with { Observe = TimeSpan.FromMinutes(30) };
        var scene = SomeLine.Staged(SomeLine.Book("announce", watch)).Ship();
        Assert.Contains("no source is bound to it", scene.StepOf().Sentence, StringComparison.Ordinal);
        Assert.Equal(ShipmentStatus.Done, scene.Do(SomeLine.Walk, new CompleteStep(SomeLine.Id, false, "flat for 30 minutes"), "bob").Ship().ShipmentOf().Status);
    }

    /// <summary>The canary has it, and a person is asked before the rest gets it.</summary>
    internal static Scene StandingAtAnApproval(ServiceDefinition? service = null)
    {
        var first = Canary with { Percents = [5], Observe = null };
        var ask = SomeLine.Of("deploy", CheckKind.Approval, CheckMode.Manual) with { Id = "promote-ok", Line = 51, Approvers = ["PM"] };
        var rest = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Auto, "promote", "rollout(100%)") with { Id = "rest", Line = 52 };
        return SomeLine.Staged(SomeLine.Book("deploy-production", first, ask, rest), service ?? Twenty).Ship();
    }
}
