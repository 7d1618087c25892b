using System.Diagnostics;
using System.Net;

namespace Plimsoll.Server.Tests.Storefront;

[Collection<StorefrontTests>]
public sealed class StartingAndStopping(StorefrontDemo demo)
{
    [Fact]
    public async Task Starting_twice_at_once_starts_one_process()
    {
        await using var target = demo.Target("staging");
        await target.Install("1.0.0");

        var said = await Task.WhenAll(target.Start("t-1"), target.Start("t-2"), target.Start("t-3"));

        Assert.All(said, one => Assert.Equal(0, one.Exit));
        Assert.All(said, one => Assert.Contains($"process {target.Pid}", one.Output));
        Assert.Equal(["start", "start-again", "start-again"], target.Journal);
    }

    [Fact]
    public async Task Another_version_does_not_start_beside_the_one_that_runs()
    {
        await using var target = await demo.Started("1.0.0", "staging");
        await target.Migrate();
        await target.Install("1.2.0");

        var refused = await target.Start("t-3");
        await target.Stop("t-4");
        var accepted = await target.Start("t-5");

        Assert.Equal(1, refused.Exit);
        Assert.Contains("storefront 1.0.0 runs at", refused.Output);
        Assert.Equal(0, accepted.Exit);
        Assert.Equal(["start", "start-refused", "stop", "start"], target.Journal);
        Assert.EndsWith($"pid={target.Pid} ticket=t-5", target.LastLine);
    }

    [Fact]
    public async Task Stopping_ends_the_process_and_stopping_again_is_content()
    {
        await using var target = await demo.Started("1.0.0", "staging");
        var commandLine = $"/proc/{target.Pid}/cmdline";
        Assert.Contains("storefront.dll", File.ReadAllText(commandLine));

        var first = await target.Stop();
        var second = await target.Stop();

        Assert.Equal((0, 0), (first.Exit, second.Exit));
        // Nobody may have collected it yet; without a command line it has ended all the same.
        Assert.True(!File.Exists(commandLine) || File.ReadAllText(commandLine).Length == 0);
        Assert.Equal(["start", "stop", "stop-again"], target.Journal);
    }

    [Fact]
    public async Task Stopping_never_ends_a_process_of_somebody_else()
    {
        await using var target = demo.Target("staging");
        await target.Install("1.0.0");
        using var other = Process.Start("sleep", "600");
        File.WriteAllText(target.PidFile, $"{other.Id} 1.0.0\n");

        var said = await target.Stop();

        Assert.Equal(0, said.Exit);
        Assert.False(other.HasExited);
        other.Kill();
    }

    [Fact]
    public async Task A_port_that_another_one_has_is_a_failed_start()
    {
        await using var first = await demo.Started("1.0.0", "staging");
        await using var second = new StorefrontTarget(demo, "staging") { Port = first.Port };
        await second.Install("1.0.0");

        var said = await second.Start();

        Assert.Equal(1, said.Exit);
        Assert.Contains("address already in use", said.Output);
        Assert.False(File.Exists(second.PidFile));
        Assert.Equal(HttpStatusCode.OK, await first.Status("/"));
    }
}
