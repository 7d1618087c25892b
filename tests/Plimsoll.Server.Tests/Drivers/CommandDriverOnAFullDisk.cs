using System.Diagnostics;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>A real small file system that is really full.</summary>
public sealed class CommandDriverOnAFullDisk : IDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task Nothing_starts_and_it_says_why_and_with_space_again_it_starts_once()
    {
        var driver = OnDiskOf("256k");
        await driver.Probe("/", default);
        Run("sh", "-c", $"cat /dev/zero >{_bench.In("tickets/ballast")} 2>/dev/null");
        var ticket = _bench.Shell("t1", "echo ran >>ran");

        var refused = Assert.IsType<Started.NotStarted>(await driver.Start(ticket, default));

        Assert.Contains("No space left", refused.Reason);
        Assert.Equal(TicketState.NeverStarted, (await driver.Observe("t1", 0, default)).State);
        Assert.Empty(_bench.Lines("ran"));
        File.Delete(_bench.In("tickets/ballast"));
        Assert.IsType<Started.Accepted>(await driver.Start(ticket, default));
        Assert.Equal(0, (await Bench.End(driver, "t1")).ExitCode);
        Assert.Equal(["ran"], _bench.Lines("ran"));
    }

    [Fact]
    public async Task Work_that_fills_the_disk_with_its_log_goes_on_and_the_loss_is_told()
    {
        var driver = OnDiskOf("256k");
        await driver.Start(_bench.Shell("t1", "head -c 1000000 /dev/zero && echo done >>ran"), default);

        var end = await Bench.End(driver, "t1");

        Assert.Equal((TicketState.Finished, 0), (end.State, end.ExitCode));
        Assert.Contains("output is lost", end.Sentence);
        Assert.Equal(["done"], _bench.Lines("ran"));
    }

    [Fact]
    public async Task How_work_ended_that_filled_the_disk_is_known()
    {
        var driver = OnDiskOf("256k");
        await driver.Start(_bench.Shell("t1", "cat /dev/zero >tickets/ballast; exit 3"), default);

        var end = await Bench.End(driver, "t1");

        Assert.Equal((TicketState.Finished, 3), (end.State, end.ExitCode));
    }

    [Fact]
    public async Task An_end_that_cannot_be_written_is_unknown()
    {
        var driver = new CommandDriver(_bench.In("tickets"));
        await driver.Start(_bench.Shell("t1", "rm tickets/t1/status.new; mkdir tickets/t1/status.new; exit 3"), default);

        var end = await Bench.End(driver, "t1");

        Assert.Equal((TicketState.Unknown, null), (end.State, end.ExitCode));
    }

    private CommandDriver OnDiskOf(string size)
    {
        Directory.CreateDirectory(_bench.In("tickets"));
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _bench.In("tickets")) != 0)
            Assert.Skip("needs the right to mount a small file system");
        return new CommandDriver(_bench.In("tickets"));
    }

    private static int Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        Run("umount", "-l", _bench.In("tickets"));
        _bench.Dispose();
    }
}
