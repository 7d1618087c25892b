using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>What was approved for the same bytes need not be approved again in the next walk.</summary>
public sealed class TakingOverAnApproval
{
    private static readonly StreamName Second = Shipment.StreamOf("shop-1.1.0-2");

    private static readonly Check Posture = SomeLine.Of("deploy", CheckKind.Approval, CheckMode.Manual) with
    {
        Owners = ["Security Lead"], Approvers = ["Security Lead"],
    };

    [Fact]
    public void It_is_taken_over_by_the_next_shipment_of_the_candidate_and_says_so()
    {
        var step = Again(Posture, "deploy-production");
        Assert.Equal((StepStatus.Done, "taken over from shop-1.1.0-1: approved as Security Lead: clean"),
            (step.Status, step.Sentence));
        Assert.Equal("sue", Assert.Single(step.Approvals).By);
    }

    [Fact]
    public void A_decision_is_taken_anew() => Assert.Equal(StepStatus.Todo,
        Again(Posture with { Kind = CheckKind.Decision, Evidence = "choice(go,no-go)" }, "deploy-production").Status);

    [Fact]
    public void What_was_approved_too_long_ago_is_asked_again() => Assert.Equal(StepStatus.Todo,
        Again(Posture with { GoodFor = TimeSpan.FromHours(1) }, "deploy-production", TimeSpan.FromHours(2)).Status);

    [Fact]
    public void Also_where_another_who_signs_it_did_so_since()
    {
        var both = Posture with { Approvers = ["Security Lead", "PM"], GoodFor = TimeSpan.FromHours(3) };
        var scene = Signed(both, "deploy-production").After(TimeSpan.FromHours(2))
            .Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "fine"), "pam").Do(SomeLine.Walk, new CancelShipment("support is away"));
        Assert.Equal(StepStatus.Done, Next(new Scene(scene)).Status);
        Assert.Equal(StepStatus.Todo, Next(scene.After(TimeSpan.FromHours(2))).Status);

        static Step Next(Scene scene) => scene.Do(Second, new OpenShipment("shop", "1.1.0", 2))
            .Get<Shipment>(Second).Steps.Single(s => s.Id == SomeLine.Id);
    }

    private static Step Again(Check line, string before, TimeSpan later = default) =>
        Signed(line, before).Do(SomeLine.Walk, new CancelShipment("support is away")).After(later)
            .Do(Second, new OpenShipment("shop", "1.1.0", 2)).Get<Shipment>(Second).Steps.Single(s => s.Id == SomeLine.Id);

    private static Scene Signed(Check line, string before) => SomeLine.Staged(SomeLine.Book(before, line))
        .Do(SomeLine.Walk, new ApproveStep(SomeLine.Id, "clean"), "sue");
}
