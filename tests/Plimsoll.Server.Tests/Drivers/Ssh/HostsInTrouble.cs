using System.Text;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>Connections that are lost, hosts that hang or lack something: bounded, told, and never a failed work.</summary>
public sealed class HostsInTrouble(SshServer server) : IClassFixture<SshServer>, IDisposable
{
    private readonly Bench _bench = new();
    private readonly SshBench _places = new(server);

    [Fact]
    public async Task Work_goes_on_while_every_connection_is_cut_and_its_output_comes_whole_and_once()
    {
        var driver = _places.Open(_bench);
        await driver.Start(_bench.Shell("t1", "i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; sleep 0.03; done; echo ran >>ran"), default);
        var output = new StringBuilder();
        var (cursor, cuts) = (0L, 0);

        for (var end = TicketState.Running; end != TicketState.Finished || output.Length < cursor;)
        {
            var seen = await driver.Observe("t1", cursor, default);
            output.Append(Encoding.UTF8.GetString(seen.Output));
            (cursor, end) = (seen.Cursor, seen.State);
            if (cuts++ < 4) server.Cut();
        }

        var rest = await driver.Observe("t1", cursor, default);
        output.Append(Encoding.UTF8.GetString(rest.Output));
        Assert.Equal(string.Concat(Enumerable.Range(1, 40).Select(n => $"line {n}\n")), output.ToString());
        Assert.Equal(["ran"], _bench.Lines("ran"));
    }

    [Fact]
    public async Task However_a_start_is_cut_short_it_runs_once()
    {
        var driver = _places.Open(_bench);
        await driver.Observe("t0", 0, default);
        for (var n = 0; n < 8; n++)
        {
            var ticket = _bench.Shell($"k{n}", $"echo {n} >>ran", slot: $"shop/{n}");
            var starting = driver.Start(ticket, default);
            await Task.Delay(n * 4);
            server.Cut();
            try
            {
                Assert.IsType<Started.Accepted>(await starting);
            }
            catch (HostUnreachable lost)
            {
                Assert.True(lost.Passes, lost.Message);
                Assert.IsType<Started.Accepted>(await driver.Start(ticket, default));
            }
            Assert.Equal(0, (await Bench.End(driver, ticket.Id)).ExitCode);
        }

        Assert.Equal(Enumerable.Range(0, 8).Select(n => $"{n}"), _bench.Lines("ran"));
    }

    [Fact]
    public async Task Two_servers_that_start_the_same_ticket_ten_times_each_start_it_once()
    {
        var ticket = _bench.Shell("t1", "echo ran >>ran");
        var one = _places.Own(_bench).Driver(server.Host);
        var two = _places.Own(_bench).Driver(server.Host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? one : two).Start(ticket, default)));

        Assert.All(answers, answer => Assert.IsType<Started.Accepted>(answer));
        await Bench.End(one, "t1");
        Assert.Equal(["ran"], _bench.Lines("ran"));
    }

    [Fact]
    public async Task A_host_that_hangs_is_told_in_time_holds_no_other_and_is_taken_up_again()
    {
        using var other = new SshServer();
        var folder = _bench.In("tickets");
        SshServer.Run("chown", SshServer.User, _bench.Folder);
        using var hosts = SshServer.Open(server.Settings(folder) with
        {
            KnownHosts = Both(other), Keys = [server.At("mine"), other.At("mine")], ToAnswer = TimeSpan.FromSeconds(1), ToReach = TimeSpan.FromSeconds(2),
        });
        var (stuck, well) = (hosts.Driver(server.Host), hosts.Driver(other.Host));
        await stuck.Start(_bench.Shell("t1", "until [ -e go ]; do sleep 0.02; done"), default);
        await well.Start(_bench.Shell("t2", "true", slot: "shop/web2"), default);
        server.Freeze();

        var asked = Enumerable.Range(0, 12).Select(_ => Assert.ThrowsAsync<HostUnreachable>(() => stuck.Observe("t1", 0, default))).ToList();
        Assert.Equal(0, (await Bench.End(well, "t2")).ExitCode);

        Assert.All(await Task.WhenAll(asked), told => Assert.True(told.Passes, told.Message));
        Assert.True((await Assert.ThrowsAsync<HostUnreachable>(() => stuck.Cancel("t9", default))).Passes);
        server.Thaw();
        File.WriteAllText(_bench.In("go"), "");
        var end = await Bench.Until(() => Again(stuck), seen => seen?.State == TicketState.Finished);
        Assert.Equal(0, end!.ExitCode);
    }

    [Fact]
    public async Task A_host_that_lacks_something_starts_nothing_and_says_what_to_install()
    {
        Directory.CreateDirectory(_bench.In("bin"));
        foreach (var tool in Directory.GetFiles("/usr/bin").Where(t => Path.GetFileName(t) is not ("flock" or "tar")))
            File.CreateSymbolicLink(Path.Combine(_bench.In("bin"), Path.GetFileName(tool)), tool);
        File.SetUnixFileMode(_bench.Folder, (UnixFileMode)0b111_101_101);
        using var bare = new SshServer($"SetEnv PATH={_bench.In("bin")}");
        SshServer.Run("chown", SshServer.User, _bench.Folder);
        using var hosts = bare.Open(_bench.In("tickets"));

        var answer = await hosts.Driver(bare.Host).Start(_bench.Shell("t1", "echo ran >>ran"), default);

        var reason = Assert.IsType<Started.NotStarted>(answer).Reason;
        Assert.Contains("flock is missing: install the package util-linux", reason);
        Assert.Contains("tar is missing", reason);
        Assert.Empty(_bench.Lines("ran"));
    }

    [Fact]
    public async Task Work_runs_as_another_user_and_a_sudo_that_asks_for_a_password_is_explained()
    {
        if (!File.Exists("/usr/bin/sudo")) Assert.Skip("needs sudo");
        const string Rule = "/etc/sudoers.d/plimsoll-ssh-test";
        var become = server.Host with { Become = "daemon" };
        using var hosts = server.Open(_bench.In("tickets"));
        var refused = await Assert.ThrowsAsync<HostUnreachable>(() => hosts.Driver(become).Observe("t1", 0, default));
        Assert.Contains("sudo", refused.Message);
        Assert.Contains($"{SshServer.User} ALL=(daemon) NOPASSWD: ALL", refused.Message);
        try
        {
            File.WriteAllText(Rule, $"{SshServer.User} ALL=(daemon) NOPASSWD: ALL\n");
            SshServer.Run("chown", "daemon", _bench.Folder);
            using var now = server.Open(_bench.In("tickets"));
            var driver = now.Driver(become);

            await driver.Start(_bench.Shell("t1", "id -un; sleep 300"), default);
            await Bench.Until(() => driver.Observe("t1", 0, default), seen => seen.Output.Length > 0);

            Assert.Equal("daemon\n", await Bench.Output(driver, "t1"));
            Assert.True((await driver.Cancel("t1", default)).Clean);
        }
        finally
        {
            File.Delete(Rule);
        }
    }

    [Fact]
    public async Task A_host_behind_another_is_reached_through_it_and_both_are_proven()
    {
        using var jump = new SshServer();
        SshServer.Run("chown", SshServer.User, _bench.Folder);
        var settings = server.Settings(_bench.In("tickets")) with { Keys = [server.At("mine"), jump.At("mine")] };
        using var hosts = SshServer.Open(settings with { KnownHosts = Both(jump) });
        using var strangers = SshServer.Open(settings);
        var behind = server.Host with { Jump = jump.Address };

        await hosts.Driver(behind).Start(_bench.Shell("t1", "echo there"), default);
        await Bench.End(hosts.Driver(behind), "t1");

        Assert.Equal("there\n", await Bench.Output(hosts.Driver(behind), "t1"));
        var refused = await Assert.ThrowsAsync<HostUnreachable>(() => strangers.Driver(behind).Observe("t1", 0, default));
        Assert.Contains(jump.Fingerprint, refused.Message);
    }

    private string Both(SshServer other)
    {
        File.WriteAllLines(_bench.In("both"), [server.KnownLine, other.KnownLine]);
        return _bench.In("both");
    }

    private static async Task<Observed?> Again(ShellDriver driver)
    {
        try
        {
            return await driver.Observe("t1", 0, default);
        }
        catch (HostUnreachable)
        {
            return null;
        }
    }

    public void Dispose()
    {
        server.Thaw();
        _bench.Dispose();
        _places.Dispose();
    }
}
