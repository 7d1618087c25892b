using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>What work may use at most and how long it may be silent; run for each driver.</summary>
public abstract class DriverLimitsContract : IDisposable
{
    private const long MiB = 1024 * 1024;

    private protected Bench Bench { get; } = new();

    /// <summary>A driver on the same tickets as any other opened by this test; one second of grace.</summary>
    protected abstract IDriver Open();

    /// <summary>Who its work runs as.</summary>
    protected abstract bool IsRoot { get; }

    [Fact]
    public async Task Work_that_has_gone_silent_is_ended_with_124_by_whoever_watches_it_then()
    {
        const string Line = "i=0; while [ $i -lt 42 ]; do i=$((i+1)); echo $i; sleep 0.1; done; exec sleep 300";
        await Open().Start(Bench.Shell("t1", Line) with { IdleTimeout = TimeSpan.FromSeconds(4) }, default);
        var another = Open();

        var end = await Bench.End(another, "t1");

        Assert.Equal((124, true, TimeSpan.FromSeconds(4)), (end.ExitCode, end.TimedOut, end.SilentFor));
        Assert.Equal("It printed nothing for 4 s and was ended.", end.Sentence);
        Assert.StartsWith(string.Concat(Enumerable.Range(1, 42).Select(n => $"{n}\n")), await Bench.Output(another, "t1"));
    }

    [Fact]
    public async Task Work_has_the_limits_it_was_given_and_so_has_what_it_starts()
    {
        var limits = new WorkLimits(64 * MiB, TimeSpan.FromMinutes(1), null, 64, 8 * MiB);

        var driver = await Run("sh -c 'prlimit --noheadings --raw -o RESOURCE,SOFT,HARD --data --cpu --nofile --fsize'", limits);

        Assert.Equal(
            ["CPU 60 70", "DATA 67108864 67108864", "FSIZE 8388608 8388608", "NOFILE 64 64"],
            (await Bench.Output(driver, "t1")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Work_that_has_used_up_its_processor_time_is_ended_and_the_limit_is_named()
    {
        var driver = await Run("while :; do :; done", WorkLimits.None with { CpuTime = TimeSpan.FromSeconds(1) });

        var end = await driver.Observe("t1", 0, default);
        Assert.Equal(("cpu-time", false), (end.Limit, end.TimedOut));
        Assert.Equal("It reached its limit of cpu-time and was ended.", end.Sentence);
    }

    [Fact]
    public async Task A_file_that_grows_too_large_ends_the_work_and_its_output_is_no_such_file()
    {
        var limits = WorkLimits.None with { FileSize = 64 * 1024 };

        var driver = await Run("seq 1 20000; head -c 100000 /dev/zero >big; exit $?", limits);

        Assert.Equal("file-size", (await driver.Observe("t1", 0, default)).Limit);
        Assert.Equal(64 * 1024, new FileInfo(Bench.In("big")).Length);
        Assert.Contains("\n20000\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task Work_gets_no_more_memory_than_its_limit()
    {
        var driver = await Run("head -c 24M /dev/zero | tail -c 24M | wc -c", WorkLimits.None with { Memory = 16 * MiB });

        Assert.Contains("memory exhausted", await Bench.Output(driver, "t1"));
        Assert.Null((await driver.Observe("t1", 0, default)).Limit);
    }

    [Fact]
    public async Task A_limit_of_processes_holds_and_root_whom_none_binds_is_refused_before_anything_starts()
    {
        var ticket = Bench.Shell("t1", "sleep 1 & wait; echo ran >>ran") with { Limits = WorkLimits.None with { Processes = 1 } };

        var answer = await Open().Start(ticket, default);

        if (IsRoot)
        {
            Assert.Contains("root is not bound by a limit of processes", Assert.IsType<Started.NotStarted>(answer).Reason);
            Assert.Equal(TicketState.NeverStarted, (await Open().Observe("t1", 0, default)).State);
        }
        else
        {
            await Bench.End(Open(), "t1");
            Assert.Contains("Cannot fork", await Bench.Output(Open(), "t1"));
        }
        Assert.Empty(Bench.Lines("ran"));
    }

    private async Task<IDriver> Run(string line, WorkLimits limits)
    {
        var driver = Open();
        Assert.IsType<Started.Accepted>(await driver.Start(Bench.Shell("t1", line) with { Limits = limits }, default));
        await Bench.End(driver, "t1");
        return driver;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Bench.Dispose();
}
