using Microsoft.Extensions.Time.Testing;

namespace Plimsoll.Server.Tests.Cli;

public sealed class AskingOneOfSeveralServers
{
    [Fact]
    public async Task What_a_command_did_at_one_server_goes_along_to_the_next()
    {
        await using var server = await FakeServer.Start();
        server.On("GET /health/live", [new Reply(200, "text/plain", "Healthy")]);
        server.On("GET services", [new Reply(200, "application/json", "[]") { Position = "41" }]);
        using var shell = new Shell(server);

        await shell.Type("doctor");

        Assert.Equal("", server.The("GET services").Position);
        Assert.Equal("41", server.The("GET journal/verify").Position);
    }

    [Fact]
    public async Task Whoever_waits_is_told_so_while_they_wait()
    {
        var (clock, answers) = (new FakeTimeProvider(), new TaskCompletionSource());
        await using var server = await FakeServer.Start();
        server.On("GET services", [new Reply(200, "application/json", "[]") { Until = answers.Task }]);
        using var shell = new Shell(server) { Clock = clock };

        var typed = shell.Type("service list");
        while (!shell.Heard.ToString().Contains("Still waiting", StringComparison.Ordinal))
        {
            Assert.False(typed.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        answers.SetResult();
        Assert.Equal(0, (await typed).Code);
    }
}
