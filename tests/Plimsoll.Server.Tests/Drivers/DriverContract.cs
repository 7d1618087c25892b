using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>What every driver must do; run for each of them.</summary>
public abstract class DriverContract : IDisposable
{
    private protected Bench Bench { get; } = new();

    /// <summary>A driver on the same tickets as any other opened by this test; one second of grace.</summary>
    protected abstract IDriver Open();

    [Fact]
    public async Task A_ticket_runs_and_tells_its_exit_code_and_output()
    {
        var driver = Open();

        var answer = await driver.Start(Bench.Shell("t1", "echo out; echo err >&2; exit 7"), default);

        Assert.IsType<Started.Accepted>(answer);

        var end = await Bench.End(driver, "t1");
        Assert.Equal((TicketState.Finished, 7), (end.State, end.ExitCode));
        Assert.Equal("out\nerr\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task Twenty_concurrent_starts_run_it_once()
    {
        var ticket = Bench.Shell("t1", "echo ran >>ran");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Open().Start(ticket, default)));

        Assert.All(answers, answer => Assert.IsType<Started.Accepted>(answer));
        await Bench.End(Open(), "t1");
        Assert.Equal(["ran"], Bench.Lines("ran"));
    }

    [Fact]
    public async Task A_repeated_ticket_is_accepted_and_not_run_again()
    {
        var driver = Open();
        var ticket = Bench.Shell("t1", "echo ran >>ran");
        await driver.Start(ticket, default);
        await Bench.End(driver, "t1");

        Assert.IsType<Started.Accepted>(await driver.Start(ticket, default));
        Assert.IsType<Started.Accepted>(await Open().Start(ticket, default));

        Assert.Equal(["ran"], Bench.Lines("ran"));
    }

    [Fact]
    public async Task Work_goes_on_without_its_driver_and_another_reads_on_where_the_first_stopped()
    {
        var first = Open();
        await first.Start(Bench.Shell("t1", "echo one; until [ -e go ]; do sleep 0.02; done; echo two"), default);
        var seen = await Bench.Until(() => first.Observe("t1", 0, default), o => o.Output.Length > 0);
        Assert.Equal((TicketState.Running, 4L), (seen.State, seen.Cursor));

        var second = Open();
        File.WriteAllText(Bench.In("go"), "");
        await Bench.End(second, "t1");

        Assert.Equal("two\n"u8.ToArray(), (await second.Observe("t1", seen.Cursor, default)).Output);
    }

    [Fact]
    public async Task Output_comes_whole_in_pieces_of_at_most_64_KiB()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "seq 1 100000"), default);
        await Bench.End(driver, "t1");

        var lines = (await Bench.Output(driver, "t1")).Split('\n');

        Assert.Equal(Enumerable.Range(1, 100_000).Select(n => $"{n}").Append(""), lines);
    }

    [Fact]
    public async Task The_environment_is_clean_but_for_what_the_ticket_says()
    {
        var driver = Open();
        Environment.SetEnvironmentVariable("PLIMSOLL_TEST_LEAK", "leaked");
        var awkward = "it's \"two\"\nlines $HOME `id` \\ ü";
        var ticket = Bench.Shell("t1", """printf '%s|' "$AWKWARD"; env""") with
        {
            Environment = new Dictionary<string, string> { ["AWKWARD"] = awkward, ["LC_ALL"] = "C.UTF-8" },
        };
        await driver.Start(ticket, default);
        await Bench.End(driver, "t1");

        var output = await Bench.Output(driver, "t1");

        Assert.StartsWith(awkward + "|", output);
        Assert.Contains("PLIMSOLL_TICKET=t1\n", output);
        Assert.Contains("LC_ALL=C.UTF-8\n", output);
        Assert.DoesNotContain("leaked", output);
        Assert.DoesNotContain("OLDPWD", output);
    }

    [Theory]
    [InlineData("no-such-program-here", 127)]
    [InlineData("/etc/passwd", 126)]
    public async Task A_program_that_cannot_run_ends_and_says_so(string program, int code)
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "") with { Arguments = [program] }, default);

        Assert.Equal(code, (await Bench.End(driver, "t1")).ExitCode);
        Assert.Contains(program, await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_ends_the_work_with_words()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "echo ran") with { Folder = Bench.In("nowhere") }, default);

        Assert.Equal(127, (await Bench.End(driver, "t1")).ExitCode);
        Assert.Contains("nowhere", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task A_ticket_nobody_started_never_started()
    {
        var seen = await Open().Observe("t1", 0, default);

        Assert.Equal((TicketState.NeverStarted, null, 0L), (seen.State, seen.ExitCode, seen.Cursor));
    }

    [Fact]
    public async Task A_forgotten_ticket_has_no_output_and_still_does_not_start_again()
    {
        var driver = Open();
        var ticket = Bench.Shell("t1", "echo ran | tee -a ran");
        await driver.Start(ticket, default);
        await Bench.End(driver, "t1");

        await driver.Forget("t1", default);
        await driver.Forget("t1", default);

        Assert.Equal("", await Bench.Output(driver, "t1"));
        Assert.IsType<Started.Accepted>(await driver.Start(ticket, default));
        Assert.Equal(["ran"], Bench.Lines("ran"));
    }

    [Fact]
    public async Task Work_that_still_runs_is_not_forgotten()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "sleep 300"), default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.Forget("t1", default));

        await driver.Cancel("t1", default);
    }

    [Fact]
    public async Task A_host_tells_that_it_is_ready_its_room_and_how_each_ticket_stands()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("t1", "true"), default);
        await Bench.End(driver, "t1");
        await driver.Start(Bench.Shell("t2", "sleep 300", slot: "shop/web2"), default);

        var state = await driver.Probe(Bench.In("not/made/yet"), default);

        Assert.Empty(state.Missing);
        Assert.True(state.FreeBytes > 0);
        Assert.Equal(["t1 finished", "t2 running"], state.Tickets);
        await driver.Cancel("t2", default);
    }

    [Fact]
    public async Task A_host_tells_which_release_is_current_in_a_folder()
    {
        Directory.CreateDirectory(Bench.In("shop"));
        var driver = Open();
        Assert.Equal("", await driver.Running(Bench.In("shop"), default));

        File.CreateSymbolicLink(Bench.In("shop/current"), "releases/1.2.3-rc.1");
        Assert.Equal("1.2.3-rc.1", await driver.Running(Bench.In("shop"), default));
    }

    [Fact]
    public async Task A_release_that_is_whole_is_found_and_is_new_again_for_what_removes_old_ones()
    {
        Directory.CreateDirectory(Bench.In("shop/releases/1.2.3"));
        var mark = Bench.In("shop/releases/1.2.3/.plimsoll-sha256");
        var driver = Open();
        Assert.False(await driver.Has(mark, "a1", default));
        File.WriteAllText(mark, "a1\n");
        // Here the test made it, not whoever the work runs as.
        File.SetUnixFileMode(mark, (UnixFileMode)0b110_110_110);
        Age(mark);

        Assert.False(await driver.Has(mark, "b2", default));
        Assert.True(await driver.Has(mark, "a1", default));

        Assert.True(File.GetLastWriteTimeUtc(mark) > TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));
    }

    [Fact]
    public async Task Cleaning_removes_what_ended_a_week_ago_and_leftovers_but_nothing_that_lives()
    {
        var driver = Open();
        await driver.Start(Bench.Shell("old", "true"), default);
        await Bench.End(driver, "old");
        await driver.Start(Bench.Shell("new", "true"), default);
        await Bench.End(driver, "new");
        await driver.Start(Bench.Shell("alive", "(setsid sleep 300 >/dev/null 2>&1 &)", slot: "shop/web2"), default);
        await Bench.End(driver, "alive");
        foreach (var ticket in (string[])["old", "alive"]) Age(Bench.In($"tickets/{ticket}/status"));
        Age(Directory.CreateDirectory(Bench.In("tickets/.put.t9.killed")).FullName);

        var removed = await driver.Clean(default);

        Assert.Equal(["removed .put.t9.killed", "removed old"], removed.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["alive", "new"],
            Directory.GetDirectories(Bench.In("tickets")).Select(d => Path.GetFileName(d)!).Where(d => d != "slots").Order());
        await driver.Cancel("alive", default);
    }

    private static void Age(string path)
    {
        var then = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-8);
        if (Directory.Exists(path)) Directory.SetLastWriteTimeUtc(path, then);
        else File.SetLastWriteTimeUtc(path, then);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Bench.Dispose();
}
