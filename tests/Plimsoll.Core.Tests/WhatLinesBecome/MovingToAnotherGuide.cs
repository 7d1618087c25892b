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

/// <summary>What runs keeps its guide until somebody moves it; a revoked one starts no production.</summary>
public sealed class MovingToAnotherGuide
{
    private static readonly Check Look = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Manual);

    [Fact]
    public void A_walk_keeps_what_was_done_and_takes_what_is_new()
    {
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", Look));
        var next = Guide(scene, "next", SomeLine.Book("announce", Look with { Id = "other", Line = 60 }));
        Assert.Equal(RefusalKind.Forbidden, next.Refused(SomeLine.Walk, new RepinShipment("mended"), "pam").Kind);
        Assert.Equal(RefusalKind.Invalid, next.Refused(SomeLine.Walk, new RepinShipment(" "), "bob").Kind);
        next.Do(SomeLine.Walk, new RepinShipment("mended"), "bob").Pursue();
        Assert.Equal((StepStatus.NotApplicable, "removed by guide"), (next.StepOf().Status, next.StepOf().Sentence));
        Assert.Equal(StepStatus.Done, next.StepOf("deploy-staging").Status);
        Assert.Equal("added other; removed extra", next.Facts.Select(f => f.Event).OfType<ShipmentRepinned>().Single().Change);
        Assert.Equal(("next", "next"), (next.ShipmentOf().Playbook, next.ReleaseOf().Candidate!.Playbook));
        Assert.Equal(StepStatus.Waiting, next.Ship().StepOf("other").Status);
        Assert.Equal(ShipmentStatus.Done, next.Do(SomeLine.Walk, new CompleteStep("other", false, "ok"), "bob").Ship().ShipmentOf().Status);
    }

    [Fact]
    public void A_line_added_before_what_is_over_asks_nobody()
    {
        var scene = SomeLine.Staged(SomeLine.Book("announce", Look)).Ship();
        Guide(scene, "next", SomeLine.Book("deploy-production", Look with { Id = "late" }, Look with { Id = "later", Kind = CheckKind.Approval }));
        scene.Do(SomeLine.Walk, new RepinShipment("mended"), "bob").Ship();
        Assert.Equal("the walk had passed it when the guide changed", scene.StepOf("late").Sentence);
        Assert.Equal(ShipmentStatus.Done, scene.ShipmentOf().Status);
    }

    [Fact]
    public void Nothing_starts_production_under_a_revoked_guide_until_it_is_moved()
    {
        var scene = SomeLine.Ready(SomeLine.Book("")).Do(SomeLine.Walk, new OpenShipment("shop", "1.1.0", 1));
        Assert.Equal(RefusalKind.NotFound, scene.Refused(GuideBook.Stream, new RevokePlaybook("nothing", "x")).Kind);
        Assert.Equal(RefusalKind.Invalid, scene.Refused(GuideBook.Stream, new RevokePlaybook("extra-book", "")).Kind);
        scene.Do(GuideBook.Stream, new RevokePlaybook("extra-book", "it skips the backup")).Pursue()
            .Carry($"{SomeLine.Shipping}-staging").Pursue();
        var blocker = LaneRules.Blockers(scene.LaneOf(), scene.LaneOf().Queue.Single(), scene.World.Reader(), scene.Now).Single();
        Assert.Equal(("guide.revoked", $"plimsoll guide repin shipment {SomeLine.Shipping} --reason \"…\""), (blocker.Code, blocker.Command));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(SomeLine.Walk, new RepinShipment("go on"), "bob").Kind);
        Assert.Equal(RefusalKind.Conflict, scene.Refused(GuideBook.Stream, new ApplyPlaybook(new Compilation(SomeLine.Book(""), []))).Kind);
        Guide(scene, "next", SomeLine.Book("")).Do(SomeLine.Walk, new RepinShipment("mended"), "bob").Ship();
        Assert.Equal(ShipmentStatus.Done, scene.ShipmentOf().Status);
    }

    [Fact]
    public void An_incident_keeps_ticks_and_clocks_and_nobody_is_late_for_what_is_new()
    {
        var old = SomeLine.Of("incident.immediate", CheckKind.Step, CheckMode.Manual) with { Due = In(15) };
        var scene = SomeIncident.Quiet();
        Guide(scene, "first", SomeLine.Book("", old, old with { Id = "gone" }, old with { Id = "ticked" })).Tell(SomeIncident.Declare());
        scene.Tell(new CompleteDuty("ticked", "done"), "bob").After(TimeSpan.FromMinutes(40)).Follow();
        Guide(scene, "second", SomeLine.Book("", old, old with { Id = "ticked" }, old with { Id = "fresh", Due = In(30) }));
        Assert.Equal(RefusalKind.Forbidden, scene.Kind(new RepinIncident("mended"), "pam"));
        scene.Tell(new RepinIncident("mended"), "bob");
        Assert.Equal((DutyState.Ended, "removed by guide"), Of(scene, "gone") is var gone ? (gone.State, gone.Evidence) : default);
        Assert.Equal(DutyState.Done, Of(scene, "ticked").State);
        Assert.Equal((DutyState.Overdue, scene.IncidentOf().DeclaredAt.AddMinutes(15)), Of(scene, SomeLine.Id) is var late ? (late.State, late.Due) : default);
        Assert.Equal((DutyState.Open, scene.Now.AddMinutes(30)), Of(scene, "fresh") is var fresh ? (fresh.State, fresh.Due) : default);
        Assert.Contains(scene.IncidentOf().Timeline, e => e.Sentence == "Moved to another guide" && e.Detail == "mended: added fresh; removed gone");
    }

    private static Due In(int minutes) => new("T0", TimeSpan.FromMinutes(minutes), $"within {minutes} minutes");

    private static Duty Of(Scene scene, string id) => scene.Duties().Single(d => d.Check.Id == id);

    private static Scene Guide(Scene scene, string hash, Playbook book) =>
        scene.Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(book with { Hash = hash }, [])));
}
