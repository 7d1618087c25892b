using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Checks;

/// <summary>A rehearsal in which nothing ran is none, and whoever typed it hears so.</summary>
public sealed class RehearsingASuite
{
    [Fact]
    public async Task What_could_not_run_is_said_and_ends_with_one()
    {
        await using var at = await PrivateHouse.Open();
        await at.Seal("1.0.3");
        using var shell = new Shell();

        var said = await at.Type(shell, "Ada", "release rehearse shop 1.0.3");

        Assert.Equal(1, said.Code);
        Assert.Contains("smoke-prepared: ", said.Out, StringComparison.Ordinal);
        Assert.Contains("were not rehearsed", said.Err, StringComparison.Ordinal);
    }
}
