using Plimsoll.Core.Deployments;
using Plimsoll.Server.Tests.Drivers;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A server that gives one host one piece of work at a time, whichever service it is for.</summary>
public sealed class OnePieceOfWorkAtATime
{
    [Fact]
    public async Task Deployments_that_share_a_host_take_turns_there_and_all_come_to_their_end()
    {
        await using var server = await HookedServer.Start("--max-work-per-host", "1");
        var ledger = server.In("ledger");
        string[] ids = ["one", "two", "three"];
        await Task.WhenAll(ids.Select(id => server.Deploy(
            id, $"echo {id} begins >>{ledger}\nsleep 0.1\necho {id} ends >>{ledger}\n")));
        await Bench.Until(() => ids.All(id => server.Run(id).HasEnded));

        Assert.All(ids, id => Assert.Equal(DeploymentStatus.Succeeded, server.Run(id).Status));
        var turns = File.ReadAllLines(ledger);
        Assert.Equal(6, turns.Length);
        Assert.All(turns.Chunk(2), turn => Assert.Equal(turn[0].Replace("begins", "ends", StringComparison.Ordinal), turn[1]));
    }
}
