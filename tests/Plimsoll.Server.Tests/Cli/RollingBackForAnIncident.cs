namespace Plimsoll.Server.Tests.Cli;

public sealed class RollingBackForAnIncident
{
    private const string Post = "POST incidents/INC-7/roll-back-now";
    private const string Sentence = "storefront goes back from 1.1.0 to 1.0.0 on production.";

    [Fact]
    public async Task What_it_does_is_said_and_the_version_is_typed()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = true, Input = "1.0.0\n" };

        var said = await shell.Type("incident rollback 7");

        Assert.True(said.Code == 0, said.Err);
        Assert.Contains($"{Sentence} Type 1.0.0 to do it:", said.Err, StringComparison.Ordinal);
        Assert.EndsWith("INC-7 is being rolled back.\nNext: plimsoll incident next INC-7\n", said.Err);
        Assert.Equal("""{"environment":""}""", server.The(Post).Body);
    }

    [Fact]
    public async Task Another_version_typed_changes_nothing()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = true, Input = "yes\n" };

        var said = await shell.Type("incident rollback 7");

        Assert.Equal(2, said.Code);
        Assert.Contains("Not rolled back: \"yes\" is not 1.0.0", said.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, r => r.What == Post);
    }

    [Theory]
    [InlineData("", 2, "Do: Add --confirm=1.0.0.")]
    [InlineData("--yes 1.1.0", 2, "Not rolled back")]
    [InlineData("--yes 1.0.0", 0, Sentence)]
    [InlineData("--confirm 1.0.0", 0, Sentence)]
    public async Task A_script_gives_the_version(string option, int code, string words)
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        var said = await shell.Type($"incident rollback 7 {option}");

        Assert.Equal(code, said.Code);
        Assert.Contains(words, said.Err, StringComparison.Ordinal);
        Assert.Equal(code == 0 ? 1 : 0, server.Requests.Count(r => r.What == Post));
    }

    [Fact]
    public async Task Without_a_service_the_server_says_what_is_missing()
    {
        await using var server = await Answering(service: "");
        using var shell = new Shell(server);

        await shell.Type("incident rollback 7");

        Assert.Equal("""{"environment":""}""", server.The(Post).Body);
    }

    private static async Task<FakeServer> Answering(string service = "storefront")
    {
        var server = await FakeServer.Start();
        return server.On("GET incidents/INC-7", [Wired.Incident(service)])
            .On("GET services/storefront", [Wired.Service()])
            .On(Post, [new { position = 7, version = 2 }]);
    }
}
