using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class Following
{
    private const string Id = "storefront-1.1.0-1-production";
    private const string Get = $"GET deployments/{Id}";

    [Fact]
    public async Task A_watch_prints_states_actions_and_lines_once_and_in_order()
    {
        await using var server = await FakeServer.Start();
        server.On(Get, Wired.Run("pending"), Wired.Run("running"),
            Wired.Run("running", actions: Wired.Action("running")), Wired.Run("succeeded", actions: Wired.Action("succeeded", 2)));
        server.On($"{Get}/log", Wired.Log("", false), Wired.Log("", false), Wired.Log("7", false, "copying", "done\e[K"));
        server.On($"{Get}/log?after=7", [Wired.Log("8", true, "bye")]);
        using var shell = new Shell(server);

        var said = await shell.Type($"deployment watch {Id}");

        Assert.Equal(0, said.Code);
        Assert.Equal(
            """
            storefront-1.1.0-1-production: pending · storefront 1.1.0 on production · it is pending
            storefront-1.1.0-1-production: running · storefront 1.1.0 on production · it is running
              switch on p1: running
                switch#1 | copying
                switch#1 | done␛[K
                switch#1 | bye
              switch on p1: succeeded, attempt 2
            storefront-1.1.0-1-production: succeeded · storefront 1.1.0 on production · it is succeeded

            """.ReplaceLineEndings("\n"), said.Out);
    }

    [Theory]
    [InlineData("failed", 1)]
    [InlineData("rejected", 1)]
    [InlineData("cancelled", 3)]
    [InlineData("succeeded", 0)]
    public async Task The_end_of_the_deployment_is_the_exit_code(string status, int code)
    {
        await using var server = await FakeServer.Start();
        server.On(Get, [Wired.Run(status)]).On($"{Get}/log", [Wired.Log("", true)]);
        using var shell = new Shell(server);

        Assert.Equal(code, (await shell.Type($"deployment watch {Id}")).Code);
    }

    [Fact]
    public async Task The_first_interrupt_detaches_and_says_how_to_come_back()
    {
        await using var server = await FakeServer.Start();
        server.On(Get, [Wired.Run("running")]).On($"{Get}/log", [Wired.Log("", false)]);
        using var shell = new Shell(server);
        using var interrupt = new CancellationTokenSource();

        var watching = shell.Type($"deployment watch {Id}", interrupt.Token);
        while (server.Requests.Count < 6) await Task.Yield();
        await interrupt.CancelAsync();
        var said = await watching;

        Assert.Equal(8, said.Code);
        Assert.Contains($"the deployment {Id} goes on", said.Err, StringComparison.Ordinal);
        Assert.Contains($"Next: plimsoll deployment watch {Id}", said.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, r => r.What.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_is_printed_once_with_a_command_for_each_answer()
    {
        await using var server = await FakeServer.Start();
        var asks = Wired.Run("waiting") with { Question = new QuestionView("p1 failed", ["retry", "fail"], Wired.At) };
        server.On(Get, asks, asks, Wired.Run("failed")).On($"{Get}/log", [Wired.Log("", false)]);
        using var shell = new Shell(server);

        var said = await shell.Type($"deployment watch {Id}");

        Assert.Contains($"    plimsoll deployment answer {Id} retry\n    plimsoll deployment answer {Id} fail --reason \"…\"\n", said.Out, StringComparison.Ordinal);
        Assert.Equal(said.Out.IndexOf("p1 failed", StringComparison.Ordinal), said.Out.LastIndexOf("p1 failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_does_not_end_the_watch()
    {
        var first = await FakeServer.Start();
        first.On(Get, [Wired.Run("running")]).On($"{Get}/log", [Wired.Log("", false)]);
        using var shell = new Shell(first);
        var address = first.Address;

        var watching = shell.Type($"deployment watch {Id}");
        while (first.Requests.Count < 4) await Task.Yield();
        await first.DisposeAsync();
        await using var second = await FakeServer.Start(address);
        second.On(Get, [Wired.Run("succeeded")]).On($"{Get}/log", [Wired.Log("", true)]);
        var said = await watching;

        Assert.Equal(0, said.Code);
        Assert.Contains("it is succeeded", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_watch_with_words()
    {
        using var shell = new Shell { Patience = TimeSpan.FromMilliseconds(50) };
        Shell.DataFolder(Path.Combine(shell.Home, ".local/share/plimsoll"), "http://127.0.0.1:1", "t");

        var said = await shell.Type($"deployment watch {Id}");

        Assert.Equal(1, said.Code);
        Assert.Contains("The server does not answer; what runs goes on without it.", said.Err, StringComparison.Ordinal);
        Assert.Contains("Cannot reach Plimsoll", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipping_is_followed_over_its_steps_deployments_and_the_rollback_they_start()
    {
        await using var server = await FakeServer.Start();
        const string Rollback = $"{Id}-rollback";
        server.On("POST releases/storefront/1.1.0/ship", [new ShipView("storefront-1.1.0-1", [], [])]);
        server.On("GET releases/storefront/1.1.0",
            Wired.Release("storefront-1.1.0-1", "running", Wired.Step("staging", "done"), Wired.Step("production", "running")),
            Wired.Release("storefront-1.1.0-1", "failed", Wired.Step("staging", "done"), Wired.Step("production", "failed", "verification failed")));
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
            [2/2] production: running
            storefront-1.1.0-1-production: running · storefront 1.1.0 on production · it is running
            [1/2] staging: done
            storefront-1.1.0-1-production: failed · storefront 1.1.0 on production · it is failed
            storefront-1.1.0-1-production-rollback: running · storefront 1.1.0 on production · it is running
            [2/2] production: failed · verification failed
            storefront-1.1.0-1-production-rollback: succeeded · storefront 1.1.0 on production · it is succeeded

            """.ReplaceLineEndings("\n"), said.Out);
    }

    [Fact]
    public async Task A_step_for_a_person_says_what_to_type()
    {
        await using var server = await FakeServer.Start();
        server.On("POST releases/storefront/1.1.0/ship", [new ShipView("storefront-1.1.0-1", [], [])]);
        server.On("GET releases/storefront/1.1.0",
            Wired.Release("storefront-1.1.0-1", "waiting", Wired.Step("dns", "waiting", "waits for Release Manager")),
            Wired.Release("storefront-1.1.0-1", "done", Wired.Step("dns", "done", "moved")));
        server.On("GET deployments?service=storefront", [Array.Empty<DeploymentSummary>()]);
        using var shell = new Shell(server);

        var said = await shell.Type("release ship storefront 1.1.0 --follow");

        Assert.Equal(0, said.Code);
        Assert.Contains("plimsoll release complete-step storefront 1.1.0 dns --note \"…\"", said.Out, StringComparison.Ordinal);
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
