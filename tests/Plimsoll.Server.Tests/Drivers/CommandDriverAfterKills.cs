using System.Diagnostics;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>What is known, and what starts, after kill -9 of the wrapper or of whoever asked.</summary>
public sealed class CommandDriverAfterKills : IDisposable
{
    private const int Kills = 50;
    private readonly Bench _bench = new();

    private CommandDriver Open() => new(_bench.In("tickets"), TimeSpan.FromSeconds(1), OutputLimits.Usual);

    [Fact]
    public async Task A_killed_wrapper_leaves_it_unknown_with_the_living_listed_and_the_slot_taken()
    {
        var driver = Open();
        await driver.Start(_bench.Shell("t1", $"sh -c 'while :; do sleep 0.1; done' {_bench.In("work")}"), default);
        await Bench.Until(() => Bench.Processes(_bench.In("work")).Length > 0);

        KillWrapper("t1");

        var seen = await Bench.End(driver, "t1");
        Assert.Equal((TicketState.Unknown, null), (seen.State, seen.ExitCode));
        Assert.Contains($"{Bench.Processes(_bench.In("work"))[^1]} (sh)", seen.Sentence);
        Assert.Equal(new Started.Busy("t1"), await driver.Start(_bench.Shell("t2", "true"), default));
        Assert.True((await driver.Cancel("t1", default)).Clean);
        Assert.Empty(Bench.Processes(_bench.In("work")));
        Assert.Contains("Nothing of it runs now", (await driver.Observe("t1", 0, default)).Sentence);
        await Bench.Until(() => Bench.Processes(_bench.In("tickets")) is []);
    }

    [Fact]
    public async Task Work_that_lives_without_its_wrapper_is_not_forgotten_before_it_is_gone()
    {
        var driver = Open();
        await driver.Start(_bench.Shell("t1", $"echo up; sh -c 'while :; do sleep 0.1; done' {_bench.In("work")}"), default);
        await Bench.Until(() => Bench.Processes(_bench.In("work")).Length > 0);
        KillWrapper("t1");
        await Bench.End(driver, "t1");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => driver.Forget("t1", default));

        Assert.Contains($"{Bench.Processes(_bench.In("work"))[^1]} (sh)", refused.Message);
        Assert.Equal("up\n", await Bench.Output(driver, "t1"));
        Assert.True((await driver.Cancel("t1", default)).Clean);
        await driver.Forget("t1", default);
        Assert.Equal("", await Bench.Output(driver, "t1"));
        Assert.Equal(["t1 forgotten"], (await driver.Probe("/", default)).Tickets);
    }

    [Fact]
    public async Task What_has_no_end_on_record_is_cleaned_away_a_week_after_its_start_and_never_while_it_lives()
    {
        var driver = Open();
        foreach (var ticket in (string[])["dead", "alive"])
        {
            await driver.Start(_bench.Shell(ticket, $"echo up; sh -c 'while :; do sleep 0.1; done' {_bench.In(ticket)}", slot: ticket), default);
            await Bench.Until(() => Bench.Processes(_bench.In(ticket)).Length > 0);
            KillWrapper(ticket);
            await Bench.End(driver, ticket);
        }
        await driver.Cancel("dead", default);
        Assert.Empty(await driver.Clean(default));
        foreach (var ticket in (string[])["dead", "alive"]) Age($"tickets/{ticket}/claimed");

        Assert.Equal(["removed what dead left"], await driver.Clean(default));

        Assert.Equal("", await Bench.Output(driver, "dead"));
        Assert.Equal("up\n", await Bench.Output(driver, "alive"));
        Assert.IsType<Started.Accepted>(await driver.Start(_bench.Shell("dead", "echo ran >>ran", slot: "dead"), default));
        Assert.Empty(_bench.Lines("ran"));
        Age("tickets/dead/forgotten");
        Assert.Equal(["removed dead"], await driver.Clean(default));
        await driver.Cancel("alive", default);
    }

    [Fact]
    public async Task Work_whose_wrapper_was_killed_is_never_started_again()
    {
        var driver = Open();
        var ticket = _bench.Shell("t1", "echo ran >>ran; sleep 300");
        await driver.Start(ticket, default);
        await Bench.Until(() => _bench.Lines("ran").Length > 0);
        KillWrapper("t1");

        Assert.IsType<Started.Accepted>(await driver.Start(ticket, default));

        Assert.Equal(TicketState.Unknown, (await Bench.End(driver, "t1")).State);
        Assert.Equal(["ran"], _bench.Lines("ran"));
    }

    [Fact]
    public async Task Another_boot_id_means_unknown()
    {
        var driver = Open();
        await driver.Start(_bench.Shell("t1", "true"), default);
        await Bench.End(driver, "t1");
        File.Delete(_bench.In("tickets/t1/status"));
        File.WriteAllText(_bench.In("tickets/t1/claimed"), "another-boot");

        var seen = await driver.Observe("t1", 0, default);

        Assert.Equal(TicketState.Unknown, seen.State);
        Assert.Contains("the host restarted", seen.Sentence);
    }

    /// <summary>Oracle: a file the work itself writes. Seed and outcome counts are printed.</summary>
    [Fact]
    public async Task However_the_start_is_killed_it_starts_at_most_once_and_what_is_not_known_is_said()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (finished, unknown) = (0, 0);
        for (var n = 0; n < Kills; n++)
        {
            var ticket = _bench.Shell($"k{n}", $"echo {n} >>ran", slot: $"shop/{n}");
            await StartAndKill(ticket, random);
            Assert.IsType<Started.Accepted>(await Open().Start(ticket, default));
            var end = await Bench.End(Open(), ticket.Id);
            var ran = _bench.Lines("ran").Count(line => line == $"{n}");
            var known = ran == 1 || (ran == 0 && end.State == TicketState.Unknown);
            Assert.True(known, $"seed {seed}, {n}: ran {ran} times, {end}");
            (finished, unknown) = end.State == TicketState.Finished ? (finished + 1, unknown) : (finished, unknown + 1);
        }
        TestContext.Current.SendDiagnosticMessage($"seed {seed}: {finished} finished, {unknown} unknown, 0 twice");
        Assert.True(finished > 0);
    }

    [Fact]
    public async Task A_put_that_broke_off_is_no_ticket_and_leaves_no_secret_once_it_is_started()
    {
        var driver = Open();
        await driver.Probe("/", default);
        using (var broken = Run("start", "t1", "0", "100", "100"))
        {
            await broken.StandardInput.WriteAsync("set -- rm -rf /important; slot=");
            broken.StandardInput.Close();
            await broken.WaitForExitAsync();
        }
        Assert.Equal(TicketState.NeverStarted, (await driver.Observe("t1", 0, default)).State);
        Assert.DoesNotContain(Directory.EnumerateFiles(_bench.In("tickets"), "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("/important", StringComparison.Ordinal));

        await driver.Start(_bench.Shell("t1", "echo ran >>ran"), default);

        await Bench.End(driver, "t1");
        Assert.Equal(["ran"], _bench.Lines("ran"));
    }

    [Fact]
    public async Task Work_never_runs_with_a_part_of_its_environment()
    {
        await Open().Probe("/", default);
        Directory.CreateDirectory(_bench.In("tickets/t1"));
        File.WriteAllText(_bench.In("tickets/t1/plan"), $"folder={_bench.Folder}\nset -- sh -c 'echo ran >>ran'\n");
        File.WriteAllText(_bench.In("part"), "export PATH=/usr/bin:/bin\nexport KEY=half\n");
        var script = Directory.GetFiles(_bench.In("tickets"), "ticket-*.sh").Single();

        using var work = Process.Start(
            "env", ["-i", "sh", "-c", "exec 4<\"$1\"; exec sh \"$2\" work \"$3\" t1", "sh", _bench.In("part"), script, _bench.In("tickets")]);
        await work.WaitForExitAsync();

        Assert.Equal((127, 0), (work.ExitCode, _bench.Lines("ran").Length));
    }

    private void Age(string file) => File.SetLastWriteTimeUtc(_bench.In(file), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-8));

    /// <summary>Waits until the caller's shell or the wrapper shows up, a moment more, and kills it.</summary>
    private async Task StartAndKill(Ticket ticket, Random random)
    {
        var starting = Open().Start(ticket, default);
        var victim = $"{(random.Next(4) == 0 ? "start" : "hold")} {_bench.In("tickets")} {ticket.Id}";
        var found = await Bench.Until(
            () => Task.FromResult(Bench.Processes(victim)), seen => seen.Length > 0 || starting.IsCompleted);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)));
        foreach (var process in found)
            Bench.Kill(process);
        await starting;
    }

    private Process Run(params string[] words)
    {
        var script = Directory.GetFiles(_bench.In("tickets"), "ticket-*.sh").Single();
        string[] arguments = [script, words[0], _bench.In("tickets"), .. words[1..]];
        return Process.Start(new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardInput = true })!;
    }

    // Its clock and what trims its output are forks of it with the same words, and younger.
    private void KillWrapper(string ticket) =>
        Bench.Kill(Bench.Processes($"hold {_bench.In("tickets")} {ticket}").MinBy(Born));

    private static long Born(int process) => long.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[19]);

    public void Dispose() => _bench.Dispose();
}
