using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Checks;

/// <summary>A rehearsal in which nothing ran is none, and whoever typed it hears so.</summary>
public sealed class RehearsingASuite
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_could_not_run_is_said_and_ends_with_one()
    {
        await using var at = await PrivateHouse.Open();
        await at.Seal("1.0.3");
        using var shell = new Shell();
        var token = Path.Combine(shell.Home, "token");
        await File.WriteAllTextAsync(token, await at.House.SignedInToken("Ada"), Stop);
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var said = await shell.Type(
            $"release rehearse shop 1.0.3 --server {at.House.Address.ToString().TrimEnd('/')} --token-file {token}", Stop);

        Assert.Equal(1, said.Code);
        Assert.Contains("smoke-prepared: ", said.Out, StringComparison.Ordinal);
        Assert.Contains("were not rehearsed", said.Err, StringComparison.Ordinal);
    }
}
