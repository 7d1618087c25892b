using System.Security.Cryptography;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Tests.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers;

public sealed class AnotherUserKeepsTheContract : DriverContract
{
    protected override IDriver Open() => AnotherUser.Open(Bench);
}

/// <summary>Targets of this machine whose work is not the server's user's.</summary>
public sealed class WorkAsAnotherUser : IDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task It_is_theirs_with_their_home_and_nobody_else_reads_its_tickets()
    {
        var driver = AnotherUser.Open(_bench);
        await driver.Start(_bench.Shell("t1", "id -un; echo $HOME; stat -c '%U %a' tickets/t1"), default);
        await Bench.End(driver, "t1");

        Assert.Equal("daemon\n/usr/sbin\ndaemon 700\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task An_artifact_that_only_the_server_may_read_is_brought_to_them()
    {
        var driver = AnotherUser.Open(_bench);
        var file = _bench.In("artifact");
        File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(300_000));
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

        var there = await driver.Bring(file, sha256, default);
        await driver.Start(_bench.Shell("t1", $"sha256sum <{there}"), default);
        await Bench.End(driver, "t1");

        Assert.Equal($"{sha256}  -\n", await Bench.Output(driver, "t1"));
    }

    [Fact]
    public async Task Their_whole_tree_is_ended_by_a_cancel()
    {
        var driver = AnotherUser.Open(_bench);
        await driver.Start(_bench.Shell("t1", $"(setsid sh -c 'sleep 300; :' {_bench.In("away")} &) ; sleep 300"), default);
        await Bench.Until(() => Bench.Processes(_bench.In("away")).Length > 0);

        Assert.True((await driver.Cancel("t1", default)).Clean);

        Assert.Empty(Bench.Processes(_bench.In("away")));
    }

    [Fact]
    public async Task A_server_that_is_not_root_becomes_them_with_sudo()
    {
        if (!File.Exists("/usr/bin/sudo")) Assert.Skip("needs sudo");
        var driver = AnotherUser.Open(_bench, asRoot: false);
        await driver.Start(_bench.Shell("t1", "id -un"), default);
        await Bench.End(driver, "t1");

        Assert.Equal("daemon\n", await Bench.Output(driver, "t1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_who_is_not_there_is_said_with_what_to_do(bool asRoot)
    {
        if (!asRoot && !File.Exists("/usr/bin/sudo")) Assert.Skip("needs sudo");
        var driver = AnotherUser.Shells(_bench, asRoot).Driver("nobody-of-that-name");

        var refused = await Assert.ThrowsAsync<HostUnreachable>(() => driver.Start(_bench.Shell("t1", "echo ran >>ran"), default));

        Assert.Equal(
            "this machine has no user nobody-of-that-name: create it (useradd --create-home nobody-of-that-name), "
            + "or name another with `become`.",
            refused.Message);
        Assert.False(refused.Passes);
        Assert.Empty(_bench.Lines("ran"));
    }

    [Fact]
    public async Task A_user_without_a_home_of_their_own_cannot_keep_tickets()
    {
        using var shells = new UserShells("~/.plimsoll/test");

        var refused = await Assert.ThrowsAsync<HostUnreachable>(() => shells.Driver("daemon").Probe("/srv", default));

        Assert.Contains("daemon on this machine cannot keep tickets", refused.Message);
        Assert.Contains("Give whoever it runs as a home folder", refused.Message);
    }

    [Fact]
    public void Only_a_target_that_names_somebody_else_is_theirs()
    {
        using var users = new UserShells("~/.plimsoll");
        using var hosts = new SshHosts(SshSettings.Of(""));
        var here = new CommandDriver(_bench.In("tickets"));
        var places = new Places(here, users, hosts);
        var target = new TargetDefinition("one", "/srv/one", null, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);

        Assert.Same(here, places.Of(target));
        Assert.Same(here, places.Of(target with { Become = Environment.UserName }));
        Assert.NotSame(here, places.Of(target with { Become = "daemon" }));
    }

    public void Dispose() => _bench.Dispose();
}

/// <summary>Drivers of a test whose work is another user's, with their tickets in the test's own folder.</summary>
internal static class AnotherUser
{
    private const string User = "daemon";

    public static IDriver Open(Bench bench, bool asRoot = true) => Shells(bench, asRoot).Driver(User);

    public static UserShells Shells(Bench bench, bool asRoot)
    {
        if (Environment.UserName != "root") Assert.Skip("needs root, to become somebody else");
        SshServer.Run("chown", User, bench.Folder);
        return new UserShells(bench.In("tickets"), TimeSpan.FromSeconds(1), OutputLimits.Usual) { AsRoot = asRoot };
    }
}
