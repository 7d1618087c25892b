using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>How work is ended from outside, and what keeps its slot; run for each driver.</summary>
public abstract class DriverEndingContract : IDisposable
{
    private const string Stubborn = "trap '' TERM; while :; do sleep 0.1; done";

    private protected Bench Bench { get; } = new();

    /// <summary>A driver on the same tickets as any other opened by this test; one second of grace.</summary>
    protected abstract IDriver Open();

    [Fact]
    public async Task Out_of_time_ends_the_whole_tree_with_124()
    {
        var driver = Open();
        var line = $"(setsid sh -c \"{Stubborn}\" {Bench.In("away")}) & echo begun; {Stubborn}";
        await driver.Start(Bench.Shell("t1", line, seconds: 1), default);

        var end = await Bench.End(driver, "t1");

        Assert.Equal((TicketState.Finished, 124, true), (end.State, end.ExitCode, end.TimedOut));
        Assert.Empty(Bench.Processes(Bench.In("away")));
        Assert.StartsWith("begun\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task Cancel_ends_children_in_the_session_and_a_daemon_that_keeps_the_mark()
    {
        var driver = Open();
        var line = $"""
            env -u PLIMSOLL_TICKET sh -c "{Stubborn}" {Bench.In("child")} &
            (setsid sh -c "{Stubborn}" {Bench.In("daemon")} >/dev/null 2>&1 &)
            echo up; wait
            """;
        await driver.Start(Bench.Shell("t1", line), default);
        await Bench.Until(() => Bench.Processes(Bench.In("daemon")).Length > 0);
        await Bench.Until(() => Bench.Processes(Bench.In("child")).Length > 0);

        var cancelled = await driver.Cancel("t1", default);

        Assert.True(cancelled.Clean, cancelled.Sentence);
        Assert.Empty(Bench.Processes(Bench.In("daemon")));
        Assert.Empty(Bench.Processes(Bench.In("child")));
        var end = await driver.Observe("t1", 0, default);
        Assert.Equal(TicketState.Finished, end.State);
        Assert.Contains("cancelled", end.Sentence);
    }

    [Fact]
    public async Task Work_that_was_cancelled_before_it_started_never_starts()
    {
        var driver = Open();

        Assert.True((await driver.Cancel("t1", default)).Clean);
        var answer = await driver.Start(Bench.Shell("t1", "echo ran >>ran"), default);

        Assert.Contains("cancelled", Assert.IsType<Started.NotStarted>(answer).Reason);
        Assert.Equal(TicketState.NeverStarted, (await driver.Observe("t1", 0, default)).State);
        Assert.Empty(Bench.Lines("ran"));
    }

    [Fact]
    public async Task Cancelling_what_has_ended_changes_nothing()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "exit 3"), default);
        await Bench.End(driver, "t1");

        Assert.True((await driver.Cancel("t1", default)).Clean);

        Assert.Equal(3, (await driver.Observe("t1", 0, default)).ExitCode);
    }

    [Fact]
    public async Task A_slot_takes_one_ticket_at_a_time_and_names_who_has_it()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "until [ -e go ]; do sleep 0.02; done"), default);

        var busy = await driver.Start(Bench.Shell("t2", "echo ran >>ran"), default);
        var elsewhere = await driver.Start(Bench.Shell("t3", "true", slot: "shop/web2"), default);

        Assert.Equal(new Started.Busy("t1"), busy);
        Assert.IsType<Started.Accepted>(elsewhere);
        Assert.Equal(TicketState.NeverStarted, (await driver.Observe("t2", 0, default)).State);
        File.WriteAllText(Bench.In("go"), "");
        await Bench.End(driver, "t1");
        Assert.IsType<Started.Accepted>(await driver.Start(Bench.Shell("t2", "echo ran >>ran"), default));
        await Bench.End(driver, "t2");
        Assert.Equal(["ran"], Bench.Lines("ran"));
    }

    [Fact]
    public async Task A_slot_stays_taken_while_a_marked_process_lives_and_cancel_frees_it()
    {
        var driver = Open();
        var line = $"(setsid sh -c 'sleep 300; :' {Bench.In("left")} >/dev/null 2>&1 &)";
        await driver.Start(Bench.Shell("t1", line), default);
        Assert.Equal(0, (await Bench.End(driver, "t1")).ExitCode);

        Assert.Equal(new Started.Busy("t1"), await driver.Start(Bench.Shell("t2", "true"), default));

        Assert.True((await driver.Cancel("t1", default)).Clean);
        Assert.Empty(Bench.Processes(Bench.In("left")));
        Assert.IsType<Started.Accepted>(await driver.Start(Bench.Shell("t2", "true"), default));
    }

    [Fact]
    public async Task A_service_that_dropped_the_mark_lives_on_and_frees_the_slot()
    {
        var driver = Open();
        const string Serve = "env -u PLIMSOLL_TICKET sh -c 'while :; do sleep 0.1; done'";
        var line = $"{Serve} {Bench.In("service")} & echo handed over";
        await driver.Start(Bench.Shell("t1", line), default);
        Assert.Equal(0, (await Bench.End(driver, "t1")).ExitCode);

        Assert.True((await driver.Cancel("t1", default)).Clean);
        Assert.IsType<Started.Accepted>(await driver.Start(Bench.Shell("t2", "true"), default));

        Assert.NotEmpty(Bench.Processes(Bench.In("service")));
        Assert.Equal("handed over\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task A_ticket_whose_folder_is_removed_leaves_nothing_behind_that_works_on()
    {
        var driver = Open();
        var ticket = Bench.Shell("t1", "echo up >>up; until [ -e go ]; do sleep 0.02; done");
        await driver.Start(ticket with { IdleTimeout = TimeSpan.FromMinutes(1) }, default);
        await Bench.Until(() => Bench.Lines("up").Length > 0);

        Directory.Delete(Bench.In("tickets/t1"), recursive: true);

        File.WriteAllText(Bench.In("go"), "");
        await Bench.Until(() => Bench.Processes($"{Bench.In("tickets")} t1") is []);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Bench.Dispose();
}
