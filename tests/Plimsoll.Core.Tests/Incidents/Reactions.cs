using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

public sealed class FailedDeployments
{
    private static readonly ServiceDefinition Automatic =
        SomeService.Usual with { Rollback = RollbackPolicy.Ask with { Automatic = true } };

    [Fact]
    public void An_automatic_rollback_opens_it_in_mitigating_with_the_policys_decision()
    {
        var incident = Failed(Automatic).IncidentOf();
        Assert.Equal((IncidentStatus.Mitigating, Severity.High, "prod-1"), (incident.Status, incident.Severity, incident.Deployment));
        Assert.Equal((Remedy.Rollback, "policy"), (incident.Decision!.Remedy, incident.Decision.By));
        Assert.Equal("prod-1-rollback", incident.Mitigation!.Deployment);
        Assert.Equal("1.1.0", incident.Suspects[0].Version);
        Assert.False(incident.IsAssessed);
    }

    [Fact]
    public void The_end_of_its_rollback_is_the_end_of_its_mitigation()
    {
        var scene = Failed(Automatic).Carry("prod-1-rollback").Follow();
        Assert.Equal((IncidentStatus.Monitoring, "1.0.0"), (scene.IncidentOf().Status, scene.LaneOf().RunningVersion));
    }

    [Fact]
    public void A_rollback_that_fails_makes_it_critical_and_starts_no_second_one()
    {
        var scene = Failed(Automatic).Carry("prod-1-rollback", SomeLane.Failing("switch")).Follow();
        Assert.Equal((IncidentStatus.Investigating, Severity.Critical), (scene.IncidentOf().Status, scene.IncidentOf().Severity));
        Assert.Empty(scene.LaneOf().Queue);
        Assert.Single(scene.World.All<Incident>());
    }

    [Fact]
    public void Failed_before_anything_changed_low_is_proposed()
    {
        var incident = Failed(Automatic, "upload").IncidentOf();
        Assert.Equal((Severity.Low, IncidentStatus.Investigating), (incident.Severity, incident.Status));
    }

    [Fact]
    public void Staging_opens_none()
    {
        var scene = SomeIncident.Quiet().Queue("staging", "stage-1").Follow().Carry("stage-1", SomeLane.Failing("smoke")).Follow();
        Assert.Equal(DeploymentStatus.Failed, scene.Run("stage-1").Status);
        Assert.Empty(scene.World.All<Incident>());
    }

    [Fact]
    public void A_rollback_by_hand_opens_one_that_it_mitigates()
    {
        var scene = SomeLane.Started().UnderTheGuide().Follow().Carry().Follow()
            .Do(SomeLane.Production, new Rollback("back", "errors rise"), "bob").Follow();
        Assert.Equal((IncidentStatus.Mitigating, "back", "bob"),
            (scene.IncidentOf().Status, scene.IncidentOf().Mitigation!.Deployment, scene.IncidentOf().Decision!.By));
    }

    [Fact]
    public void With_one_open_the_rollback_by_hand_is_its_mitigation()
    {
        var scene = SomeLane.Started().UnderTheGuide().Follow().Carry().Follow().Tell(SomeIncident.Declare())
            .Do(SomeLane.Production, new Rollback("back", "errors rise"), "bob").Follow();
        Assert.Single(scene.World.All<Incident>());
        Assert.Equal("back", scene.IncidentOf().Mitigation!.Deployment);
    }

    [Fact]
    public void A_mitigation_taken_out_of_the_queue_is_over()
    {
        var scene = SomeLane.Started().UnderTheGuide().Follow().Carry().Follow().Tell(SomeIncident.Declare()).Tell(new TakeCommand())
            .Tell(new RecordDecision(Remedy.Rollback, "it was fine before", [])).Tell(new RollBackNow(""))
            .Follow();
        var run = scene.IncidentOf().Mitigation!.Deployment;
        Assert.Equal(RefusalKind.Conflict, scene.Kind(new DropCause("no")));
        Assert.Equal(RefusalKind.Conflict, scene.Kind(new CancelIncident("no")));
        Assert.Equal(RefusalKind.Conflict, scene.Kind(new FinishMitigation("", "done")));
        Assert.Equal(RefusalKind.Conflict, scene.Kind(new RecordDecision(Remedy.Hotfix, "no", [])));
        scene.Do(Deployment.StreamOf(run), new CancelDeployment("not now")).Carry(run).Follow();
        Assert.Equal((IncidentStatus.Investigating, Severity.High), (scene.IncidentOf().Status, scene.IncidentOf().Severity));
    }

    [Fact]
    public void A_failing_hotfix_opens_no_second_one_and_the_next_patch_passes_its_hold()
    {
        var scene = Failed(SomeService.Usual).Tell(new RecordDecision(Remedy.Hotfix, "one line", [])).Patch("1.1.1")
            .Carry("prod-1.1.1", SomeLane.Failing("switch")).Follow();
        scene.Do(Deployment.StreamOf("prod-1.1.1"), new AnswerQuestion(Choice.Fail, "we look"), "ada").Follow();
        Assert.Single(scene.World.All<Incident>());
        Assert.Equal(IncidentStatus.Investigating, scene.IncidentOf().Status);
        Assert.Equal(["1.1.1"], scene.IncidentOf().Hotfixes);
        Assert.Equal(2, scene.LaneOf().Holds.Count(h => h.Incident == SomeIncident.Id));
        Assert.Equal("prod-1.1.2", scene.Patch("1.1.2").LaneOf().Active?.Deployment.Deployment);
    }

    [Fact]
    public void A_patch_for_something_else_does_not_pass()
    {
        var scene = Failed(SomeService.Usual).Patch("1.1.1", "a typo");
        Assert.Null(scene.LaneOf().Active);
        Assert.Contains("lane.hold", scene.Blockers("prod-1.1.1"));
        Assert.Empty(scene.IncidentOf().Hotfixes);
    }

    [Fact]
    public void A_high_one_holds_production_until_it_is_resolved_and_again_when_it_is_back()
    {
        var scene = SomeIncident.Verified().Follow();
        Assert.Equal(["INC-1"], scene.LaneOf().Holds.Select(h => h.Incident));
        Assert.Empty(scene.Tell(new ResolveIncident("fine")).Follow().LaneOf().Holds);
        Assert.Single(scene.Tell(new ReopenIncident("it is back")).Follow().LaneOf().Holds);
        Assert.Empty(SomeIncident.Declared(Severity.Medium).Follow().LaneOf().Holds);
    }

    [Fact]
    public void An_action_item_before_the_next_release_stops_minor_and_not_patch_until_it_is_done()
    {
        var scene = SomeIncident.Reviewing()
            .Tell(new AddActionItem("Watch the disk", "dan", new DateOnly(2026, 4, 1), true)).Follow();
        var minor = scene.Get<Release>(Release.StreamOf("shop", "1.1.0"));
        Assert.Contains("service.owed", Codes(scene, minor));
        Assert.DoesNotContain("service.owed", Codes(scene, minor with { Type = ReleaseType.Patch }));
        Assert.Contains("service.owed", Codes(scene, minor with { Type = ReleaseType.Major }));
        scene.Tell(new CompleteActionItem(1, "alarm added"), "dan").Follow();
        Assert.DoesNotContain("service.owed", Codes(scene, minor));
    }

    private static IEnumerable<string> Codes(Scene scene, Release release) =>
        ReleaseView.Of(release, scene.World.Reader()).Blockers(scene.Now).Select(b => b.Code);

    private static Scene Failed(ServiceDefinition service, string action = "verify")
    {
        var scene = SomeLane.Started(service).UnderTheGuide().Follow().Carry(outcome: SomeLane.Failing(action));
        if (scene.Run().Question is not null)
            scene.Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.Fail, "we look first"));
        return scene.Follow();
    }
}
