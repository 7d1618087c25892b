using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Storefront;

/// <summary>What <c>./run</c> does about the demo by what it finds.</summary>
public sealed class DemosAlreadyThere
{
    [Theory]
    [InlineData("play")]
    [InlineData("theirs", "storefront")]
    [InlineData("cut", "demo.begun", "storefront")]
    [InlineData("done", "demo.begun", "storefront", "storefront/done")]
    public async Task A_shop_set_up_by_hand_is_no_demo_that_was_cut_off(string does, params string[] found)
    {
        using var home = new TempFolder();
        foreach (var path in found) Directory.CreateDirectory(home.At(path));

        Assert.Equal(does, await Shell.MustRun(StorefrontDemo.Script("../../scripts/demo-state.sh"), home.At(".")));
    }

    [Fact]
    public async Task A_server_that_is_gone_since_its_number_was_kept_is_passed_over_in_silence()
    {
        using var home = new TempFolder();
        // Beyond the highest number a process can have.
        await File.WriteAllTextAsync(home.At("server.pid"), "99999999\n", TestContext.Current.CancellationToken);
        var said = await Shell.Run("bash",
        [
            "-euo", "pipefail", "-c", $"home='{home.At(".")}'; eval \"$(sed -n '/^running()/,/^}}/p' '{StorefrontDemo.Script("../../run")}')\"; "
                + "if running server plimsoll-server.dll; then echo runs; else echo gone; fi",
        ]);
        Assert.Equal(new Said(0, "gone\n"), said);
    }
}
