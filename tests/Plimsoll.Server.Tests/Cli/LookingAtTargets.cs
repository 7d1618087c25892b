using Plimsoll.Cli;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class LookingAtTargets
{
    [Fact]
    public async Task A_probe_tells_each_host_and_fails_when_one_is_not_ready()
    {
        await using var server = await FakeServer.Start();
        server.On("POST services/shop/production/probe-targets", [new TargetProbeView[]
        {
            new("one", "deploy@web1", [], 5_368_709_120, ["t-1 running"], "") { Running = "1.2.0" },
            new("two", "", ["flock is missing: install the package util-linux."], 1_048_576, [], ""),
            new("three", "web3", [], 0, [], "web3 is not known."),
        }]);
        using var shell = new Shell(server);

        var said = await shell.Type("target probe shop production");

        Assert.Equal(
            """
            one  deploy@web1
              ready
              runs 1.2.0
              5,120 MiB free
              ticket t-1 running
            two  the server's own machine
              flock is missing: install the package util-linux.
              runs no release
              1 MiB free
            three  web3
              web3 is not known.

            """, said.Out);
        Assert.Equal(ExitCodes.Failed, said.Code);
    }

    [Fact]
    public async Task Cleaning_tells_what_is_gone()
    {
        await using var server = await FakeServer.Start();
        server.On("POST services/shop/production/clean-targets", [new TargetCleanView[]
        {
            new("one", "deploy@web1", ["removed t-1"], ""), new("two", "web2", [], ""),
        }]);
        using var shell = new Shell(server);

        var said = await shell.Type("target clean shop production");

        Assert.Equal("one  deploy@web1\n  removed t-1\ntwo  web2\n  nothing to remove\n", said.Out);
        Assert.Equal(ExitCodes.Ok, said.Code);
    }
}
