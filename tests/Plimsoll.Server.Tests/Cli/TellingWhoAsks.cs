using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class TellingWhoAsks
{
    private static readonly ServiceView[] None = [];

    [Fact]
    public async Task A_token_is_never_sent_to_an_address_it_does_not_belong_to()
    {
        await using var mine = await FakeServer.Start();
        await using var other = await FakeServer.Start();
        other.On("GET services", [None]);
        using var shell = new Shell(mine);

        await shell.Type($"service list --server {other.Address}");
        await shell.Type($"service list --server {other.Address} --token-file {shell.File("token", "given\n")}");

        Assert.Equal(["", "Bearer given"], other.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task A_token_follows_its_address_when_that_is_typed()
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", [None]);
        using var shell = new Shell(server);

        await shell.Type($"service list --server {server.Address}/");

        Assert.Equal("Bearer tok-1234", server.The("GET services").Authorization);
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_says_whose_it_is()
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell();

        var said = await shell.Type($"service list --server {server.Address} --token-file gone");

        Assert.Equal(4, said.Code);
        Assert.Contains("token cannot be read", said.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--as Björn", "Björn")]
    [InlineData("", "grace")]
    public async Task The_name_is_the_flag_then_the_variable(string flag, string name)
    {
        await using var server = await FakeServer.Start();
        server.On("GET services", [None]);
        using var shell = new Shell(server);
        shell["PLIMSOLL_AS"] = "grace";

        await shell.Type($"service list {flag}");

        Assert.Equal(name, server.The("GET services").As);
    }
}
