using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class RehearsingARollback
{
    private const string Release = "releases/storefront/1.1.0";
    private const string Back = "storefront-staging-rehearsal-9";

    private static readonly RehearsalView Held = new(
        Back, "staging", "1.0.0", 150, "ada", Wired.At, true, "Back on 1.0.0 in 2 min 30 s on staging, Sun 1 Mar 2026, 12:00.");

    [Theory]
    [InlineData("", """{"environment":""}""")]
    [InlineData(" --environment uat", """{"environment":"uat"}""")]
    public async Task It_is_watched_until_the_release_is_back_and_ends_with_what_was_measured(string option, string body)
    {
        await using var server = await Answering("succeeded");
        server.On($"GET {Release}", Wired.Release(), Wired.Release() with { Rehearsal = Held });
        using var shell = new Shell(server);

        var said = await shell.Type($"release rehearse-rollback storefront 1.1.0{option}");

        Assert.Equal(0, said.Code);
        Assert.EndsWith($"{Back}-return: succeeded · storefront 1.1.0 on production · it is succeeded\n{Held.Sentence}\n", said.Out,
            StringComparison.Ordinal);
        Assert.Equal(body, server.The($"POST {Release}/rehearse-rollback").Body);
        Assert.Contains("Next: plimsoll release why storefront 1.1.0", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_did_not_pass_says_why_and_fails()
    {
        await using var server = await Answering("failed");
        server.On($"GET {Release}", Wired.Release() with { Rehearsal = Held with { Passed = false, Sentence = "It did not go back." } });
        using var shell = new Shell(server);

        var said = await shell.Type("release rehearse-rollback storefront 1.1.0");

        Assert.Equal(1, said.Code);
        Assert.EndsWith("It did not go back.\n", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_somebody_stopped_is_none()
    {
        await using var server = await Answering("cancelled");
        server.On($"GET {Release}", [Wired.Release()]);
        using var shell = new Shell(server);

        var said = await shell.Type("release rehearse-rollback storefront 1.1.0");

        Assert.Equal(1, said.Code);
        Assert.Contains("somebody stopped it", said.Err, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> Answering(string status)
    {
        var server = await FakeServer.Start();
        server.On($"POST {Release}/rehearse-rollback", [new RehearsalStarted("staging", Back, $"{Back}-return")]);
        foreach (var id in (string[])[Back, $"{Back}-return"])
            server.On($"GET deployments/{id}", [Wired.Run(status, id)]).On($"GET deployments/{id}/log", [Wired.Log("", true)]);
        server.On("GET deployments?service=storefront",
            [(DeploymentSummary[])[Wired.Summary(status, Back), Wired.Summary(status, $"{Back}-return")]]);
        return server;
    }
}
