using Plimsoll.Files.Api;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.OnCall;

namespace Plimsoll.Server.Tests.Cli;

public sealed class FollowingADeployment
{
    private const string Id = "storefront-1.1.0-1-production";
    private const string Get = $"GET deployments/{Id}";

    [Fact]
    public async Task A_watch_prints_states_actions_and_lines_once_and_in_order()
    {
        await using var server = await FakeServer.Start();
        server.On(Get, Wired.Run("pending"), Wired.Run("running"),
            Wired.Run("running", actions: Wired.Action("running")),
            Wired.Run("succeeded", actions: Wired.Action("succeeded", 2)));
        server.On($"{Get}/log", Wired.Log("", false), Wired.Log("", false),
            Wired.Log("7", false, "copying", "done\e[K"));
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
        await PagedHouse.Until(() => server.Requests.Count >= 6, "it is watched");
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

        Assert.Contains(
            $"    plimsoll deployment answer {Id} retry\n    plimsoll deployment answer {Id} fail --reason \"…\"\n",
            said.Out, StringComparison.Ordinal);
        Assert.Equal(said.Out.IndexOf("p1 failed", StringComparison.Ordinal),
            said.Out.LastIndexOf("p1 failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_does_not_end_the_watch()
    {
        // Whoever connects to a port of the system's own choice while nobody listens there may take it himself.
        var first = await FakeServer.Start($"http://127.0.0.1:{Place.FreePort(0)}");
        first.On(Get, [Wired.Run("running")]).On($"{Get}/log", [Wired.Log("", false)]);
        using var shell = new Shell(first);
        var address = first.Address;

        var watching = shell.Type($"deployment watch {Id}");
        await PagedHouse.Until(() => first.Requests.Count >= 4, "it is watched");
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
        Assert.Contains("The server does not answer; what runs goes on without it.", said.Err,
            StringComparison.Ordinal);
        Assert.Contains("Cannot reach Plimsoll", said.Err, StringComparison.Ordinal);
    }
}
