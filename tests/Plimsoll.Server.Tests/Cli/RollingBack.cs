using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class RollingBack
{
    private const string Post = "POST services/storefront/production/rollback";

    private static readonly DeploymentSummary Started =
        Wired.Summary("running", "storefront-production-rollback-9", "rollback") with
        {
            RequestedAt = Wired.At.AddHours(1),
        };

    private static readonly DeploymentSummary[] Before =
    [
        Wired.Summary("failed") with { RequestedAt = Wired.At.AddHours(2) },
        Wired.Summary("succeeded", "storefront-production-rollback-4", "rollback") with { EndedAt = Wired.At },
    ];

    [Fact]
    public async Task In_production_the_version_is_typed()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = true, Input = "1.0.0\n" };

        var said = await shell.Type("deployment rollback storefront production --reason broken");

        Assert.Equal((0, "storefront-production-rollback-9\n"), (said.Code, said.Out));
        Assert.Contains("goes back from 1.1.0 to 1.0.0 on production. Type 1.0.0 to do it:", said.Err,
            StringComparison.Ordinal);
        Assert.Contains("Next: plimsoll deployment watch storefront-production-rollback-9", said.Err,
            StringComparison.Ordinal);
        Assert.Equal("""{"reason":"broken"}""", server.The(Post).Body);
    }

    [Fact]
    public async Task Another_version_typed_changes_nothing()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = true, Input = "1.1.0\n" };

        var said = await shell.Type("deployment rollback storefront production --reason broken");

        Assert.Equal(2, said.Code);
        Assert.Contains("Not rolled back", said.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, r => r.What == Post);
    }

    [Theory]
    [InlineData(true, "--no-input")]
    [InlineData(false, "")]
    public async Task Where_nobody_can_be_asked_it_says_what_to_add(bool person, string flag)
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = person, Input = "1.0.0\n" };

        var said = await shell.Type($"deployment rollback storefront production --reason broken {flag}");

        Assert.Equal(2, said.Code);
        Assert.Contains("Do: Add --confirm=1.0.0.", said.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, r => r.What == Post);
    }

    [Theory]
    [InlineData("1.0.0", 0)]
    [InlineData("1.1.0", 2)]
    public async Task A_script_confirms_with_the_version(string version, int code)
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        var said = await shell.Type($"deployment rollback storefront production --reason broken --confirm={version}");

        Assert.Equal(code, said.Code);
        Assert.Equal(code == 0 ? 1 : 0, server.Requests.Count(r => r.What == Post));
    }

    [Fact]
    public async Task Elsewhere_nothing_is_asked()
    {
        await using var server = await Answering(production: false);
        using var shell = new Shell(server);

        var said = await shell.Type("deployment rollback storefront production --reason broken");

        Assert.Equal(0, said.Code);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_go_back_to_the_server_says_so()
    {
        await using var server = await Answering(good: "");
        using var shell = new Shell(server);

        var said = await shell.Type("deployment rollback storefront production --reason broken");

        Assert.Equal(5, said.Code);
        Assert.Contains("nothing to roll back to", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_is_not_there_is_answered_with_those_that_are()
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        var said = await shell.Type("deployment rollback storefront prod --reason broken");

        Assert.Equal(1, said.Code);
        Assert.Contains("It has production.", said.Err, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> Answering(bool production = true, string good = "1.0.0")
    {
        var server = await FakeServer.Start();
        server.On("GET services/storefront", [Wired.Service(production, good)]);
        server.On(Post, [good == ""
            ? FakeServer.Refuse(409, "blocked", "There is nothing to roll back to on production.")
            : new { position = 9, version = 9 }]);
        return server.On(
            "GET deployments?service=storefront", Before, Before, Before.Prepend(Started).ToArray());
    }
}
