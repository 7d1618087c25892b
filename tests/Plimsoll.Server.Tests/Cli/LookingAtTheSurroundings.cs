using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class LookingAtTheSurroundings
{
    [Fact]
    public async Task The_doctor_finds_everything_in_order()
    {
        await using var server = await Healthy();
        server.On("GET guide", [new { guide = "guide.md" }]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(0, said.Code);
        Assert.All(["address", "server", "token", "guide", "journal", "git"],
            what => Assert.Matches($"(?m)^{what} +ok ", said.Out));
    }

    [Fact]
    public async Task What_is_missing_is_told_with_what_to_do()
    {
        await using var server = await Healthy();
        server.On("GET guide", [FakeServer.Refuse(
            404, "not-found", "No guide is applied; apply one with `plimsoll guide apply FILE`.")]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.Contains("No guide is applied; apply one with `plimsoll guide apply FILE`.", said.Out,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "unauthorized", "not signed in")]
    [InlineData(403, "forbidden", "not allowed")]
    public async Task Who_is_not_let_in_is_not_told_that_something_is_missing(int status, string code, string state)
    {
        await using var server = await FakeServer.Start();
        server.On("GET /health/live", [new Reply(200, "text/plain", "Healthy")]);
        foreach (var what in (string[])["services", "guide", "journal/verify"])
            server.On($"GET {what}", [FakeServer.Refuse(status, code, "Nothing was done.")]);
        using var shell = new Shell(server);

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.All(["token", "guide", "journal"], what => Assert.Matches($"(?m)^{what} +{state} ", said.Out));
        Assert.DoesNotContain("guide apply", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_the_doctor_still_looks_at_the_rest()
    {
        using var shell = new Shell();

        var said = await shell.Type("doctor");

        Assert.Equal(1, said.Code);
        Assert.Matches("(?m)^address +missing ", said.Out);
        Assert.Matches("(?m)^git +ok ", said.Out);
    }

    [Fact]
    public async Task The_link_into_the_pages_is_data()
    {
        await using var server = await FakeServer.Start();
        server.On("POST access/link", [new { url = "http://127.0.0.1:7440/access?once=abc" }]);
        using var shell = new Shell(server);
        shell["SSH_CONNECTION"] = "there";

        var said = await shell.Type("open");

        Assert.Equal("http://127.0.0.1:7440/access?once=abc\n", said.Out);
        Assert.Contains("ssh -L ", said.Err, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> Healthy() => (await FakeServer.Start())
        .On("GET /health/live", [new Reply(200, "text/plain", "Healthy")])
        .On("GET services", [Array.Empty<object>()])
        .On("GET journal/verify", [new JournalView(3, true, "All 3 facts hold.")]);
}
