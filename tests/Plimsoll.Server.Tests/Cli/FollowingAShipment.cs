using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class FollowingAShipment
{
    private const string Id = "storefront-1.1.0-1-production";
    private const string Get = $"GET deployments/{Id}";

    [Fact]
    public async Task Shipping_is_followed_over_its_steps_deployments_and_the_rollback_they_start()
    {
        await using var server = await FakeServer.Start();
        const string Rollback = $"{Id}-rollback";
        server.On("POST releases/storefront/1.1.0/ship", [new ShipView("storefront-1.1.0-1", [], [])]);
        server.On("GET releases/storefront/1.1.0",
            Wired.Release("storefront-1.1.0-1", "running", Wired.Step("staging", "done"),
                Wired.Step("production", "running")),
            Wired.Release("storefront-1.1.0-1", "failed", Wired.Step("staging", "done"),
                Wired.Step("production", "failed", "verification failed")));
        server.On("GET deployments?service=storefront",
            new[] { Wired.Summary("running"), Wired.Summary("succeeded", "storefront-1.0.0-1-production") },
            new[] { Wired.Summary("failed"), Wired.Summary("running", Rollback, "rollback") });
        server.On(Get, Wired.Run("running"), Wired.Run("failed")).On($"{Get}/log", [Wired.Log("", false)]);
        server.On($"GET deployments/{Rollback}", Wired.Run("running", Rollback), Wired.Run("succeeded", Rollback));
        server.On($"GET deployments/{Rollback}/log", [Wired.Log("", true)]);
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0 --follow");

        Assert.Equal(1, said.Code);
        Assert.Equal(
            """
            [1/2] staging: done
            [2/2] production: running
            storefront-1.1.0-1-production: running · storefront 1.1.0 on production · it is running
            storefront-1.1.0-1-production: failed · storefront 1.1.0 on production · it is failed
            storefront-1.1.0-1-production-rollback: running · storefront 1.1.0 on production · it is running
            [2/2] production: failed · verification failed
            storefront-1.1.0-1-production-rollback: succeeded · storefront 1.1.0 on production · it is succeeded

            """.ReplaceLineEndings("\n"), said.Out);
    }

    [Fact]
    public async Task Shipping_with_open_gates_says_what_production_waits_for_and_answers_blocked()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship",
            [new ShipView("storefront-1.1.0-1", [], [Wired.Blocker, new BlockerView("lane.time", "It is frozen", "nobody", "", 0)])]);
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0");

        Assert.Equal((5, "storefront-1.1.0-1\n"), (said.Code, said.Out));
        Assert.Equal(
            """
            storefront 1.1.0 is on its way. Production waits for:
              - Security scans have not run for this commit: plimsoll evidence add storefront 1.1.0 --sarif FILE
              - It is frozen
            Next: plimsoll release why storefront 1.1.0

            """.ReplaceLineEndings("\n"), said.Err);
    }

    [Fact]
    public async Task Shipping_with_every_gate_open_answers_that_it_is_on_its_way()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship", [new ShipView("storefront-1.1.0-1", [], [])]);
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0");

        Assert.Equal(0, said.Code);
        Assert.DoesNotContain("waits", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_for_a_person_says_what_to_type()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship", [new ShipView("storefront-1.1.0-1", [], [])]);
        server.On("GET releases/storefront/1.1.0",
            Wired.Release(
                "storefront-1.1.0-1", "waiting",
                Wired.Step("dns", "waiting", "waits for Release Manager", person: true)),
            Wired.Release("storefront-1.1.0-1", "done", Wired.Step("dns", "done", "moved")));
        server.On("GET deployments?service=storefront", [Array.Empty<DeploymentSummary>()]);
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0 --follow");

        Assert.Equal(0, said.Code);
        Assert.Contains("plimsoll release complete-step storefront 1.1.0 dns --note \"…\"", said.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_prints_each_command_for_each_target_and_what_blocks()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship?dryRun=true", [new ShipView("",
            [
                new PlannedCommandView("production", "p1", "switch", "ln -sfn releases/1.1.0 current\nsync"),
                new PlannedCommandView("production", "p1", "health", "GET http://127.0.0.1/health"),
                new PlannedCommandView("production", "p2", "switch", "ln -sfn releases/1.1.0 current"),
            ], [Wired.Blocker])]);
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0 --dry-run");

        Assert.Equal(5, said.Code);
        Assert.StartsWith(
            """
            production, p1
              switch
                ln -sfn releases/1.1.0 current
                sync
              health
                GET http://127.0.0.1/health

            production, p2
              switch
                ln -sfn releases/1.1.0 current

            Blocked by:
            """.ReplaceLineEndings("\n"), said.Out, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }
}
