using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class PlanningADeployment
{
    private static readonly EnvironmentDefinition Four = SomeService.Environment("production", "production", "a", "b", "c", "d") with
    {
        Canary = 1, MaxParallel = 2, Backup = new Backup("dump", "check", "load"), Start = "start", Stop = "stop",
        Hooks = new Hooks("before", "migrate", "warm", "after"),
    };

    [Fact]
    public void Everything_has_its_wave_the_canary_first_then_batches() => Assert.Equal(
        """
        upload/a upload/b upload/c upload/d
        backup
        backup check
        before
        migrate
        switch/a
        restart/a
        per-target/a
        canary smoke: health
        canary verify: errors
        switch/b switch/c
        restart/b restart/c
        per-target/b per-target/c
        switch/d
        restart/d
        per-target/d
        after
        smoke: health
        verify: errors
        """, Waves(Four, DeploymentKind.Deploy));

    [Fact]
    public void A_rollback_waits_for_no_canary_takes_no_backup_and_migrates_nothing() => Assert.Equal(
        """
        upload/a upload/b upload/c upload/d
        switch/a switch/b
        switch/c switch/d
        smoke: health
        verify: errors
        """, Waves(Four with { Start = null, Stop = null, Hooks = new Hooks(null, "migrate", null, null) }, DeploymentKind.Rollback));

    [Fact]
    public void A_canary_is_never_all_there_is() => Assert.DoesNotContain("canary",
        Waves(SomeService.Environment("production", "production", "a") with { Canary = 3 }, DeploymentKind.Deploy), StringComparison.Ordinal);

    [Fact]
    public void Every_action_has_a_key_of_its_own()
    {
        var keys = DeploymentPlan.For(SomeService.Usual, Four, DeploymentKind.Deploy, ["a", "b", "c", "d"]).Select(p => p.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    private static string Waves(EnvironmentDefinition environment, DeploymentKind kind) => string.Join("\n",
        from action in DeploymentPlan.For(SomeService.Usual, environment, kind, [.. environment.Targets.Select(t => t.Name)])
        group action.Key by action.Wave into wave
        orderby wave.Key
        select string.Join(" ", wave));
}
