using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

/// <summary>A target that the service file does not name any more: after the next deployment the lane knows nothing of it.</summary>
public sealed class ATargetThatIsGone
{
    [Fact]
    public void The_lane_runs_one_version_when_all_that_are_left_have_it()
    {
        var scene = Without("p2").Queue("production", "prod-1").Pursue().Carry().Pursue();

        Assert.Equal(DeploymentStatus.Succeeded, scene.Run().Status);
        Assert.Equal(["p1"], scene.LaneOf().Targets.Keys);
        Assert.Equal(("1.1.0", true), (scene.LaneOf().RunningVersion, scene.LaneOf().HasEnded));
    }

    [Fact]
    public void What_it_was_changed_to_by_hand_stops_nobody_once_the_lane_was_aligned()
    {
        var scene = SomeLane.Staged();
        scene.Do(SomeLane.Production, new ObserveTarget("p2", scene.LaneOf().Targets["p2"], "0.9.0"));
        Apply(scene, "p2").Queue("production", "prod-1").Pursue();
        Assert.Equal(["lane.drift"], scene.Blockers());

        scene.Do(SomeLane.Production, new AlignLane("align-1", "p2 was switched off")).Pursue().Carry("align-1").Pursue();

        Assert.Equal("prod-1", scene.LaneOf().Active?.Deployment.Deployment);
    }

    [Fact]
    public void One_that_failed_forgets_nothing()
    {
        var scene = Without("p2").Queue("production", "prod-1").Pursue().Carry(outcome: SomeLane.Failing("switch"))
            .Do(Deployment.StreamOf("prod-1"), new AnswerQuestion(Choice.Fail, "we look")).Pursue();
        Assert.Equal(["p1", "p2"], scene.LaneOf().Targets.Keys);
    }

    private static Scene Without(string target) => Apply(SomeLane.Staged(), target);

    private static Scene Apply(Scene scene, string without) => scene.Do(Service.StreamOf("shop"), new DefineService(
        SomeService.Usual.With("production", e => e with { Targets = [.. e.Targets.Where(t => t.Name != without)] })));
}
