using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;

namespace Plimsoll.Core.Tests.Kernel;

public sealed class TheWorld
{
    [Fact]
    public void What_has_ended_no_longer_goes_on_but_is_not_forgotten()
    {
        var scene = SomeLane.Started();
        Assert.Equal(["prod-1"], scene.World.Going<Deployment>().Select(d => d.Value.Id));
        scene.Carry();
        Assert.Empty(scene.World.Going<Deployment>());
        Assert.Equal(2, scene.World.All<Deployment>().Count());
    }

    [Fact]
    public void What_a_decision_looked_at_becomes_its_precondition()
    {
        var scene = SomeLane.Queued();
        var readings = scene.World.Reader();
        LaneRules.Blockers(scene.LaneOf(), scene.LaneOf().Queue[0], readings, scene.Now);
        Assert.Equal(
            ["access/organisation", "calendar/environment/shop/production", "calendar/organisation", "calendar/service/shop", "deployment/prod-1", "guide/organisation", "lane/shop/staging", "release/shop/1.1.0", "service/shop"],
            readings.Seen.Keys.Select(s => s.Value).Order());
        Assert.All(readings.Seen, seen => Assert.Equal(scene.World.VersionOf(seen.Key), seen.Value));
    }

    [Fact]
    public void A_stream_nobody_wrote_to_is_a_precondition_too()
    {
        var readings = new World().Reader();
        readings.Of<Lane>(SomeLane.Production);
        Assert.Equal(0, Assert.Single(readings.Seen).Value);
    }

    [Fact]
    public void A_fact_that_cannot_be_read_changes_nothing_but_the_version()
    {
        var world = new World();
        var moment = new Moment(DateTimeOffset.UnixEpoch, "ada");
        world.Apply(new Fact(1, SomeLane.Production, 1, new Redacted("hold-placed"), moment), Lane.Empty);
        world.Apply(new Fact(2, SomeLane.Production, 2, new Unknown("of-tomorrow", "{}"), moment), Lane.Empty);
        Assert.Equal((2, 2), (world.VersionOf(SomeLane.Production), world.Position));
        Assert.Same(Lane.Empty, world.Get<Lane>(SomeLane.Production));
    }
}
