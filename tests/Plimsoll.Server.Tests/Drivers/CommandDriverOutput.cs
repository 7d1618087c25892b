using System.Diagnostics;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Tests.Drivers;

public sealed class CommandDriverOutput : IDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task Work_that_opens_its_own_output_again_does_not_cut_it()
    {
        var driver = new CommandDriver(_bench.In("tickets"));
        await driver.Start(_bench.Shell("t1", "echo one; echo two >/dev/stderr; echo three >/dev/stdout"), default);
        await Bench.End(driver, "t1");

        Assert.Equal("one\ntwo\nthree\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task A_long_output_keeps_head_and_tail_and_the_cursor_jumps_the_gap()
    {
        var driver = new CommandDriver(_bench.In("tickets"), TimeSpan.FromSeconds(1), new OutputLimits(65_536, 65_536));
        var line = "yes 0123456789 | head -c 4000000; until [ -e go ]; do sleep 0.02; done; echo end";
        await driver.Start(_bench.Shell("t1", line), default);
        await Bench.Until(() => File.Exists(_bench.In("tickets/t1/gap")));
        File.WriteAllText(_bench.In("go"), "");
        await Bench.End(driver, "t1");

        var head = await driver.Observe("t1", 0, default);
        var jump = await driver.Observe("t1", head.Cursor, default);
        var tail = await driver.Observe("t1", jump.Cursor, default);
        var last = await driver.Observe("t1", tail.Cursor, default);

        Assert.Equal((65_536, 65_536L), (head.Output.Length, head.Cursor));
        Assert.Empty(jump.Output);
        Assert.InRange(jump.Cursor, 3_800_000, 4_000_100 - 65_536);
        Assert.DoesNotContain((byte)0, tail.Output);
        Assert.EndsWith("end\n", System.Text.Encoding.UTF8.GetString([.. tail.Output, .. last.Output]));
        Assert.InRange(long.Parse(await Ask("stat", "-c", "%b", _bench.In("tickets/t1/out"))), 1, 1_000);
    }

    [Fact]
    public async Task A_secret_is_in_no_file_and_no_argument_once_the_work_runs()
    {
        const string Secret = "correct-horse-battery";
        var driver = new CommandDriver(_bench.In("tickets"));
        var ticket = _bench.Shell("t1", "[ \"$KEY\" = correct-horse-batter\"y\" ] && echo same; sleep 300") with
        {
            Environment = new Dictionary<string, string> { ["KEY"] = Secret },
        };
        await driver.Start(ticket, default);
        await Bench.Until(() => driver.Observe("t1", 0, default), o => o.Output.Length > 0);

        Assert.Equal("same\n", await Bench.Output(driver, "t1"));
        Assert.Equal("", await Ask("grep", "-rl", Secret, _bench.In("tickets")));
        Assert.Empty(Bench.Processes(Secret));
        await driver.Cancel("t1", default);
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Only_the_owner_may_look_into_a_ticket()
    {
        var driver = new CommandDriver(_bench.In("tickets"));
        await driver.Start(_bench.Shell("t1", "echo; umask"), default);
        await Bench.End(driver, "t1");

        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_bench.In("tickets/t1")));
        Assert.Equal(Owner, File.GetUnixFileMode(_bench.In("tickets/t1/out")));
        Assert.Equal("\n0022\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task A_host_that_has_everything_lacks_nothing() =>
        Assert.Empty((await new CommandDriver(_bench.In("tickets")).Probe("/", default)).Missing);

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task A_host_whose_tar_cannot_stop_an_archive_is_told_which_one_can()
    {
        var small = Directory.CreateDirectory(_bench.In("small")).FullName;
        File.WriteAllText(Path.Combine(small, "tar"), "#!/bin/sh\necho 'Usage: tar c|x|t [-ZzJjahmvokO]'\n");
        File.SetUnixFileMode(Path.Combine(small, "tar"), Owner | UnixFileMode.UserExecute);
        await new CommandDriver(_bench.In("tickets")).Probe("/", default);
        var script = Assert.Single(Directory.EnumerateFiles(_bench.In("tickets"), "ticket-*.sh"));

        var end = await SubprocessRun.Run(
            Subprocess.Shell(
                $"PATH={small}:$PATH exec sh {script} probe {_bench.In("tickets")} -", "/", TimeSpan.FromMinutes(1),
                new Dictionary<string, string>()),
            TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal("checkpoints", end.Text.Trim());
        Assert.Contains("GNU tar", HostNeeds.Sentence(end.Text.Trim()));
    }

    [Theory]
    [InlineData("../t1", "/", "A")]
    [InlineData("t1", "here", "A")]
    [InlineData("t1", "/", "A B")]
    public async Task A_ticket_that_cannot_be_said_is_a_mistake(string id, string folder, string variable)
    {
        var ticket = new Ticket(
            id, "s", ["true"], folder, new Dictionary<string, string> { [variable] = "" }, TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ArgumentException>(
            () => new CommandDriver(_bench.In("tickets")).Start(ticket, default));
    }

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static async Task<string> Ask(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(); // Until then it stands among the processes, with its words.
        return said;
    }

    public void Dispose() => _bench.Dispose();
}
