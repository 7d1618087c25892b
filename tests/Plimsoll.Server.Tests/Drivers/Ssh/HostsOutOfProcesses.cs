using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>A host that has no process to give answers nothing: that is not taken for an answer.</summary>
public sealed class HostsOutOfProcesses : IDisposable
{
    private readonly Bench _bench = new();
    private readonly SshServer _server;
    private readonly SshHosts _hosts;

    public HostsOutOfProcesses()
    {
        // Its user has more than one process already.
        const string Asked = "dash -c \"$SSH_ORIGINAL_COMMAND\"";
        _server = new SshServer(
            $"ForceCommand [ ! -e {_bench.In("killed")} ] || kill -9 $$; "
            + $"[ ! -e {_bench.In("full")} ] || exec prlimit --nproc=1 {Asked}; exec {Asked}");
        SshServer.Run("chown", SshServer.User, _bench.Folder);
        _hosts = _server.Open(_bench.In("tickets"));
    }

    [Fact]
    public async Task What_runs_there_and_how_it_stands_is_not_known()
    {
        Directory.CreateDirectory(_bench.In("shop/releases/1.2.3"));
        File.CreateSymbolicLink(_bench.In("shop/current"), "releases/1.2.3");
        var mark = _bench.In("shop/releases/1.2.3/.plimsoll-sha256");
        File.WriteAllText(mark, "a1\n");
        File.SetUnixFileMode(mark, (UnixFileMode)0b110_110_110);
        var driver = _hosts.Driver(_server.Host);
        Assert.Equal("1.2.3", await driver.Running(_bench.In("shop"), default));
        File.WriteAllText(_bench.In("full"), "");

        await NotSaid(() => driver.Running(_bench.In("shop"), default), "which release is current");
        await NotSaid(() => driver.Has(mark, "a1", default), "whether the release is there");
        await NotSaid(() => driver.Probe(_bench.In("shop"), default), "how it stands");

        File.Delete(_bench.In("full"));
        Assert.True(await driver.Has(mark, "a1", default));
    }

    [Fact]
    public async Task One_that_has_none_when_it_is_greeted_is_greeted_again()
    {
        File.WriteAllText(_bench.In("full"), "");
        var driver = _hosts.Driver(_server.Host);

        var away = await Assert.ThrowsAsync<HostUnreachable>(() => driver.Observe("t1", 0, default));

        Assert.True(away.Passes, away.Message);
        Assert.Contains("Cannot fork", away.Message, StringComparison.Ordinal);
        File.Delete(_bench.In("full"));
        Assert.Equal(TicketState.NeverStarted, await Bench.Until(() => State(driver), state => state is not null));
    }

    [Fact]
    public async Task One_that_kills_the_shell_before_it_says_a_word_is_asked_again()
    {
        File.WriteAllText(_bench.In("killed"), "");
        var driver = _hosts.Driver(_server.Host);

        var away = await Assert.ThrowsAsync<HostUnreachable>(() => driver.Observe("t1", 0, default));

        Assert.True(away.Passes, away.Message);
        Assert.Contains($"The login shell of {SshServer.User}", away.Message, StringComparison.Ordinal);
        File.Delete(_bench.In("killed"));
        Assert.Equal(TicketState.NeverStarted, await Bench.Until(() => State(driver), state => state is not null));
    }

    [Fact]
    public async Task A_folder_that_may_not_be_looked_into_is_no_folder_where_nothing_runs()
    {
        Directory.CreateDirectory(_bench.In("shop"));
        File.SetUnixFileMode(_bench.In("shop"), UnixFileMode.UserRead);

        await NotSaid(() => _hosts.Driver(_server.Host).Running(_bench.In("shop"), default), "which release is current");
    }

    [Fact]
    public void What_lives_of_a_ticket_is_not_known_where_nobody_could_look()
    {
        Assert.Equal("What of it runs is not known.", new WrapperAnswer("", "sh: 263: Cannot fork", 2).Living);
        Assert.Equal("What of it runs is not known.", new WrapperAnswer("", "", null).Living);
        Assert.Equal("Nothing of it runs now.", new WrapperAnswer("", "", 0).Living);
    }

    private static async Task<TicketState?> State(IDriver driver)
    {
        try
        {
            return (await driver.Observe("t1", 0, default)).State;
        }
        catch (HostUnreachable away)
        {
            Assert.True(away.Passes, away.Message);
            return null;
        }
    }

    private async Task NotSaid(Func<Task> ask, string what)
    {
        var away = await Assert.ThrowsAsync<HostUnreachable>(ask);
        Assert.True(away.Passes, away.Message);
        Assert.Contains($"cannot say {what} now: ", away.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _hosts.Dispose();
        _server.Dispose();
        _bench.Dispose();
    }
}
