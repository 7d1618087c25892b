using System.Collections.Immutable;
using System.Diagnostics;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Tests.Processes;

public sealed class Subprocesses
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_and_exit_code_are_told()
    {
        var end = await Shell("echo one; echo two >&2; exit 3");

        Assert.Equal((3, false, false), (end.ExitCode, end.Cut, end.TimedOut));
        Assert.Equal("one\ntwo", end.LastLines(5));
        Assert.Equal("two", end.LastLines(1));
    }

    [Theory]
    [InlineData(KeptEnd.Tail, "000")]
    [InlineData(KeptEnd.Head, "1\n2")]
    public async Task A_long_output_is_kept_in_part(KeptEnd kept, string words)
    {
        var end = await SubprocessRun.Run(
            new(["seq", "100000"], "/", Long, None) { Keep = 1000, KeptEnd = kept }, TimeProvider.System, Stop);

        Assert.True(end.Cut);
        Assert.Equal(1000, end.Output.Length);
        Assert.Equal(words, kept == KeptEnd.Tail ? end.Text.TrimEnd()[^3..] : end.Text[..3]);
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_with_its_children()
    {
        using var folder = new Repositories.TempFolder();
        var end = await Shell($"sleep 300 & echo $! > {folder.At("pid")}; wait", TimeSpan.FromSeconds(4));

        Assert.Equal((null, true), (end.ExitCode, end.TimedOut));
        var pid = (await File.ReadAllTextAsync(folder.At("pid"), Stop)).Trim();
        Assert.True(await IsGone(pid), $"Process {pid} still runs.");
    }

    [Fact]
    public async Task A_child_in_the_background_is_not_waited_for()
    {
        using var folder = new Repositories.TempFolder();
        var end = await Shell($"sleep 300 & echo $! > {folder.At("pid")}; echo done");
        Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(folder.At("pid"), Stop))).Kill();

        Assert.Equal((0, "done"), (end.ExitCode, end.LastLines(1)));
    }

    [Fact]
    public async Task All_that_was_written_is_kept_though_a_busy_machine_comes_to_read_it_late()
    {
        for (var times = 0; times < 100; times++)
        {
            var end = await SubprocessRun.Run(
                Subprocess.Shell("sleep 300 & echo $!; seq 9999", "/", Long, None), new NoWaiting(), Stop);
            Process.GetProcessById(int.Parse(end.Text.Split('\n')[0])).Kill();

            Assert.Equal((0, "9999"), (end.ExitCode, end.LastLines(1)));
        }
    }

    [Fact]
    public async Task The_servers_stop_ends_it_too()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SubprocessRun.Run(
            Subprocess.Shell("sleep 300", "/", Long, None), TimeProvider.System, stop.Token));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_said()
    {
        var end = await SubprocessRun.Run(new(["no-such-program"], "/", Long, None), TimeProvider.System, Stop);

        Assert.StartsWith("no-such-program did not start", end.NotStarted?.Sentence, StringComparison.Ordinal);
        Assert.False(end.NotStarted?.Passes);
    }

    [Fact]
    public async Task The_servers_own_variables_are_not_handed_on()
    {
        Environment.SetEnvironmentVariable("PLIMSOLL_TEST_SECRET", "hidden");
        var end = await SubprocessRun.Run(
            Subprocess.Shell("echo [$PLIMSOLL_TEST_SECRET$PLIMSOLL_A]", "/", Long, None.Add("PLIMSOLL_A", "1")),
            TimeProvider.System, Stop);

        Assert.Equal("[1]", end.LastLines(1));
    }

    private static ImmutableDictionary<string, string> None => ImmutableDictionary<string, string>.Empty;

    private static Task<SubprocessEnd> Shell(string line, TimeSpan? limit = null) =>
        SubprocessRun.Run(Subprocess.Shell(line, "/", limit ?? Long, None), TimeProvider.System, Stop);

    private static async Task<bool> IsGone(string pid)
    {
        for (var look = 0; look < 600; look++)
        {
            // A zombie that nobody has collected yet is gone too.
            var stat = $"/proc/{pid}/stat";
            if (!File.Exists(stat) || (await File.ReadAllTextAsync(stat, Stop)).Contains(") Z ")) return true;
            await Task.Delay(50, Stop);
        }
        return false;
    }
}
