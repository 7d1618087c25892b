using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class ShippingInWaves
{
    private const string Id = "shop-1.1.0-1";
    private static readonly StreamName Walk = Shipment.StreamOf(Id);

    [Fact]
    public void Environments_of_a_wave_go_at_the_same_time_and_the_next_wave_after_them()
    {
        var scene = AtProduction();
        Assert.Equal((DeploymentStatus.Running, DeploymentStatus.Running, DeploymentStatus.Pending), Statuses(scene));

        scene.Carry($"{Id}-eu").Pursue();
        Assert.Equal((DeploymentStatus.Succeeded, DeploymentStatus.Running, DeploymentStatus.Pending), Statuses(scene));

        scene.Carry($"{Id}-us").Pursue();
        Assert.Equal((DeploymentStatus.Succeeded, DeploymentStatus.Succeeded, DeploymentStatus.Running), Statuses(scene));
        Assert.Equal(ShipmentStatus.Done, scene.Carry($"{Id}-asia").Pursue().Get<Shipment>(Walk).Status);
    }

    [Fact]
    public void When_one_of_a_wave_fails_the_others_end_and_no_wave_follows()
    {
        var scene = AtProduction().Carry($"{Id}-eu", SomeLane.Failing("switch")).Pursue();
        scene.Do(Deployment.StreamOf($"{Id}-eu"), new AnswerQuestion(Choice.Fail, "broken")).Pursue();
        Assert.Equal(StepStatus.Running, Step(scene).Status);

        scene.Carry($"{Id}-us").Pursue();
        Assert.Equal(DeploymentStatus.Succeeded, scene.Run($"{Id}-us").Status);
        Assert.Equal((StepStatus.Failed, ShipmentStatus.Failed), (Step(scene).Status, scene.Get<Shipment>(Walk).Status));
        Assert.False(scene.Run($"{Id}-asia").Exists);
    }

    [Fact]
    public void Without_waves_environments_go_one_by_one_as_they_are_written()
    {
        var scene = AtProduction(e => e with { Wave = null });
        Assert.Equal((DeploymentStatus.Pending, DeploymentStatus.Pending, DeploymentStatus.Running), Statuses(scene));
    }

    [Fact]
    public void A_wave_given_to_some_of_a_stage_only_is_an_error_at_the_others()
    {
        var service = Service(e => e.Name == "us" ? e with { Wave = null } : e);
        Assert.Contains(DefinitionFlaws.In(service), f => f.IsError && f.Message.Contains("`us` has no wave", StringComparison.Ordinal));
    }

    private static ServiceDefinition Service(Func<EnvironmentDefinition, EnvironmentDefinition> change) => SomeService.Usual with
    {
        Environments =
        [
            SomeService.Usual.Environments[0],
            .. new[] { ("asia", 2), ("eu", 1), ("us", 1) }.Select(e =>
                change(SomeService.Environment(e.Item1, "production", $"{e.Item1}-1") with { Wave = e.Item2 })),
        ],
    };

    private static Scene AtProduction(Func<EnvironmentDefinition, EnvironmentDefinition>? change = null) =>
        SomeLane.Staged(Service(change ?? (e => e)))
            .Do(Walk, new OpenShipment("shop", "1.1.0", 1), "dan").Pursue().Carry($"{Id}-staging").Pursue();

    private static (DeploymentStatus, DeploymentStatus, DeploymentStatus) Statuses(Scene scene) =>
        (scene.Run($"{Id}-eu").Status, scene.Run($"{Id}-us").Status, scene.Run($"{Id}-asia").Status);

    private static Step Step(Scene scene) =>
        scene.Get<Shipment>(Walk).Steps.Single(s => s.Does == StepWork.Deploy && s.Environments.Contains("eu"));
}
