using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Vault;

namespace Plimsoll.Core.Tests.Vault;

public sealed class SecretsOnRecord
{
    private const string Shop = SomeService.Name;

    private static readonly ImmutableSortedDictionary<string, SecretVariable> Asks =
        SecretVariable.None.Add("DB_PASSWORD", new SecretVariable("DB", AsFile: false));

    private static ServiceDefinition Asking => SomeService.Usual.With(
        "production", e => e with { Secrets = Asks });

    [Fact]
    public void A_version_is_on_record_by_name_and_number_and_counts_up()
    {
        var scene = Set(SomeLane.Adopted(), 1);

        Assert.Equal(new SecretSet("DB", Shop, "", 2, SecretSource.Kept), Assert.Single(
            scene.Events(Secret.StreamOf("DB", Shop, ""), new SetSecret("DB", Shop, "", 2, SecretSource.Kept))));
        Assert.Equal(RefusalKind.Conflict,
            scene.Refused(Secret.StreamOf("DB", Shop, ""), new SetSecret("DB", Shop, "", 2, SecretSource.Kept)).Kind);
    }

    [Theory]
    [InlineData("1DB", Shop, "", "cannot be the name of a secret")]
    [InlineData("D B", "", "", "cannot be the name of a secret")]
    [InlineData("DB", "", "production", "add --service NAME")]
    [InlineData("DB", "shopp", "", "no service shopp")]
    [InlineData("DB", Shop, "prodution", "Did you mean production?")]
    public void A_place_that_cannot_be_is_refused_with_what_to_do(
        string name, string service, string environment, string told) => Assert.Contains(
        told, SomeLane.Adopted().Refused(
            Secret.StreamOf(name, service, environment),
            new SetSecret(name, service, environment, 1, SecretSource.Kept)).Reason);

    [Fact]
    public void What_is_removed_is_not_set_and_its_number_is_not_used_again()
    {
        var stream = Secret.StreamOf("DB", Shop, "");
        var scene = Set(SomeLane.Adopted(), 1).Do(stream, new RemoveSecret("DB"));

        Assert.False(scene.Get<Secret>(stream).IsSet);
        Assert.Equal(RefusalKind.NotFound, scene.Refused(stream, new RemoveSecret("DB")).Kind);
        scene.Refused(stream, new SetSecret("DB", Shop, "", 1, SecretSource.Kept));
    }

    [Fact]
    public void A_deployment_waits_until_the_secret_it_asks_for_is_set()
    {
        var scene = SomeLane.Queued(Asking);
        Assert.Contains("service.secret", scene.Blockers());

        Set(scene, 1);

        Assert.DoesNotContain("service.secret", scene.Blockers());
    }

    [Fact]
    public void A_deployment_keeps_the_version_it_was_started_with()
    {
        var scene = Set(SomeLane.Queued(Asking), 4).Pursue();
        Set(scene, 5);

        Assert.Equal([new FrozenSecret("DB", Shop, "", 4)], scene.Run().Inputs!.Secrets);
        Assert.Equal("DB@4", $"{scene.Run().Inputs!.Secrets[0]}");
    }

    [Fact]
    public void A_rollback_without_its_secret_is_rejected_and_says_what_to_type()
    {
        var scene = Set(SomeLane.Queued(Asking), 1).Pursue().Carry();
        scene.Do(Secret.StreamOf("DB", Shop, ""), new RemoveSecret("DB"));
        scene.Do(SomeLane.Production, new Rollback("back-1", "it hurts")).Pursue();

        Assert.Contains("plimsoll secret set DB --service shop", scene.Run("back-1").Sentence);
    }

    [Fact]
    public void The_nearest_secret_wins_environment_before_service_before_organisation()
    {
        var scene = SomeLane.Adopted(Asking);
        foreach (var (service, environment, version) in (ReadOnlySpan<(string, string, int)>)[
            ("", "", 1), (Shop, "", 2), (Shop, "production", 3)])
        {
            scene.Do(Secret.StreamOf("DB", service, environment),
                new SetSecret("DB", service, environment, version, SecretSource.Kept));
            Assert.Equal([new FrozenSecret("DB", service, environment, version)], SecretNeeds.Of(
                Asking, Asking.Environment("production")!, scene.World.Reader()).Set);
        }
    }

    [Fact]
    public void A_nearer_plain_variable_takes_the_place_of_a_secret_and_the_other_way_round()
    {
        var service = SomeService.Usual with
        {
            Secrets = Asks, Variables = ImmutableSortedDictionary<string, string>.Empty.Add("KEY", "plain"),
        };
        var environment = service.Environments[0] with
        {
            Variables = ImmutableSortedDictionary<string, string>.Empty.Add("DB_PASSWORD", "for tests"),
            Secrets = SecretVariable.None.Add("KEY", new SecretVariable("K", AsFile: true)),
        };

        var work = WorkVariables.Of(service, environment, environment.Targets[0]);

        Assert.Equal(("DB_PASSWORD", "for tests"), (work.Plain.Single().Key, work.Plain.Single().Value));
        Assert.Equal(("KEY", "K"), (work.Secret.Single().Key, work.Secret.Single().Value.Secret));
    }

    private static Scene Set(Scene scene, int version) => scene.Do(
        Secret.StreamOf("DB", Shop, ""), new SetSecret("DB", Shop, "", version, SecretSource.Kept));
}
