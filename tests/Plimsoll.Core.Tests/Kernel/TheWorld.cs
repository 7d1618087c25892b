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
    public void A_lane_at_rest_no_longer_goes_on_and_does_again_when_it_is_held()
    {
        var scene = SomeLane.Queued();
        Assert.Contains(SomeLane.Production, scene.World.Going<Lane>().Select(l => l.Key));
        scene.Pursue().Carry().Pursue();
        Assert.DoesNotContain(SomeLane.Production, scene.World.Going<Lane>().Select(l => l.Key));
        scene.Do(SomeLane.Production, new PlaceHold("shop", "production", "hold-1", "the sale"));
        Assert.Contains(SomeLane.Production, scene.World.Going<Lane>().Select(l => l.Key));
    }

    [Fact]
    public void What_began_last_is_found_first_by_what_it_belongs_to()
    {
        var world = new World();
        string[] ids = ["shop-1", "cart-1", "shop-2"];
        foreach (var (index, id) in ids.Index()) Begin(world, index, id);
        Assert.Equal(ids.Reverse(), Names(world.Newest<Deployment>()));
        Assert.Equal(["shop-2", "shop-1"], Names(world.Newest<Deployment>("shop")));
        Assert.Equal(["cart-1"], Names(world.Newest<Deployment>(Deployment.On("cart", "production"))));
        Assert.Empty(world.Newest<Deployment>(Deployment.RollbacksOn("cart", "production")));
    }

    [Fact]
    public void What_is_not_shown_is_not_among_what_began_or_goes_on()
    {
        var world = new World();
        Begin(world, 0, "shop-1");
        Begin(world, 1, "cart-1");
        var seen = world.SeenThrough((_, state) => state is Deployment { Service: "cart" } ? null : state);
        Assert.Equal(["shop-1"], Names(seen.Newest<Deployment>()));
        Assert.Equal(["shop-1"], Names(seen.Going<Deployment>()));
        Assert.Empty(seen.Newest<Deployment>("cart"));
    }

    [Fact]
    public void It_knows_when_a_kind_of_stream_last_changed()
    {
        var world = new World();
        Begin(world, 0, "shop-1");
        Assert.Equal((1, 0), (world.ChangedAt<Deployment>(), world.ChangedAt<Lane>()));
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

    private static void Begin(World world, int index, string id)
    {
        var moment = new Moment(DateTimeOffset.UnixEpoch.AddMinutes(index), "ada");
        var begun = new DeploymentRequested(id, id.Split('-')[0], "production", Deployment.Empty.Order);
        world.Apply(new Fact(index + 1, Deployment.StreamOf(id), 1, begun, moment), Deployment.Empty);
    }

    private static IEnumerable<string> Names(IEnumerable<KeyValuePair<StreamName, Deployment>> runs) =>
        runs.Select(d => d.Value.Id);
}
