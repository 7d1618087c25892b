using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class WaitingForRoom
{
    private static readonly Room OneAtATime = new(1, null);
    private static readonly Room OnePiecePerHost = new(null, 1);

    [Fact]
    public void What_holds_its_slot_waits_until_the_server_carries_fewer_and_says_so()
    {
        var scene = Two();
        Start(scene, "stage-2");

        var blocker = Assert.Single(OneAtATime.Of(scene.World, scene.Run()));
        Assert.Equal(("node.full", "this server carries 1 deployment, and at most 1 at a time (--max-deployments)"),
            (blocker.Code, blocker.Sentence));

        scene.Carry("stage-2");
        Assert.Empty(OneAtATime.Of(scene.World, scene.Run()));
    }

    [Fact]
    public void Of_two_that_wait_for_the_last_place_exactly_one_may_begin()
    {
        var scene = Two();
        Assert.Single((string[])["stage-2", "prod-1"], id => OneAtATime.Waits(scene.World, scene.Run(id)) is null);
    }

    [Fact]
    public void What_has_begun_goes_on_and_one_that_asks_gives_its_place_away()
    {
        var scene = Two();
        scene.Carry("prod-1", SomeLane.Failing("switch"));
        Assert.Equal(DeploymentStatus.Waiting, scene.Run().Status);

        Assert.Null(OneAtATime.Waits(scene.World, scene.Run("stage-2")));
        Start(scene, "stage-2");
        Assert.Null(OneAtATime.Waits(scene.World, scene.Run()));
    }

    [Fact]
    public void One_that_stands_at_a_line_of_the_guide_until_a_person_has_spoken_gives_its_place_away()
    {
        var scene = WhatLinesBecome.RollingOutInParts.StandingAtAnApproval().Queue("staging", "stage-2").Pursue();

        Assert.Null(OneAtATime.Waits(scene.World, scene.Run("stage-2")));
    }

    [Fact]
    public void Work_waits_while_other_work_is_on_its_host_whosever_it_is()
    {
        var scene = Two();
        Start(scene, "stage-2");

        var blocker = Assert.Single(OnePiecePerHost.Of(scene.World, scene.Run()));
        Assert.Equal(("host.full", "this server's machine runs 1 piece of work, and at most 1 at a time (--max-work-per-host)"),
            (blocker.Code, blocker.Sentence));
    }

    [Fact]
    public void Targets_at_one_address_are_one_host_whoever_signs_in_and_others_are_free()
    {
        var scene = Two(On("deploy@web1:22", "WEB1"), On("web2", "web2"));
        Start(scene, "stage-2");
        Assert.Empty(OnePiecePerHost.Of(scene.World, scene.Run()));

        var same = Two(On("deploy@web1:22", "web1"), On("WEB1", "WEB1"));
        Start(same, "stage-2");
        Assert.Equal(["host.full"], OnePiecePerHost.Of(same.World, same.Run()).Select(b => b.Code));
    }

    [Fact]
    public void A_rollback_waits_for_no_room()
    {
        var scene = Two();
        Start(scene, "stage-2");
        scene.Do(SomeLane.Production, new Rollback("back", "slow")).Pursue();
        foreach (var command in SomeDeployment.Commands(scene.Run()))
            scene.Try(Deployment.StreamOf("prod-1"), command, "system:runner");
        scene.Pursue();

        Assert.Equal(DeploymentKind.Rollback, scene.Run("back").Order.Kind);
        Assert.IsType<NextMove.Start>(DeploymentWalk.Next(scene.Run("back")));
        Assert.Empty(new Room(1, 1).Of(scene.World, scene.Run("back")));
    }

    [Fact]
    public void Without_limits_nothing_waits()
    {
        var scene = Two();
        Start(scene, "stage-2");
        Assert.Empty(Room.Unlimited.Of(scene.World, scene.Run()));
    }

    /// <summary>1.1.0 holds the slots of production and, once more, of staging.</summary>
    private static Scene Two(Func<EnvironmentDefinition, EnvironmentDefinition>? staging = null,
        Func<EnvironmentDefinition, EnvironmentDefinition>? production = null) =>
        SomeLane.Started(SomeService.Usual.With("staging", staging ?? (e => e)).With("production", production ?? (e => e)))
            .Queue("staging", "stage-2").Pursue();

    private static Func<EnvironmentDefinition, EnvironmentDefinition> On(params string[] hosts) => environment => environment with
    {
        Driver = "ssh",
        Targets = [.. environment.Targets.Select((t, i) => t with { Host = new RemoteHost(hosts[i % hosts.Length], "", "", "") })],
    };

    private static void Start(Scene scene, string id)
    {
        var first = SomeDeployment.Commands(scene.Run(id))[0];
        scene.Do(Deployment.StreamOf(id), first, "system:runner");
    }
}
