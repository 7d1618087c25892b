using System.Diagnostics;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>It ends with 0 where it has an answer, an empty one too: whoever asks believes no other.</summary>
public sealed class HowTheWrapperEnds : IDisposable
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    [InlineData("busybox sh")]
    public async Task Well_in_every_usual_case(string shell)
    {
        var driver = new CommandDriver(_bench.In("tickets"));
        await driver.Start(_bench.Shell("t1", "true"), default);
        await Bench.End(driver, "t1");
        File.WriteAllText(_bench.In("mark"), "a1\n");
        File.WriteAllText(_bench.In("empty"), "");
        File.CreateSymbolicLink(_bench.In("current"), "releases/1.2.3");

        Assert.Equal((0, ""), Run(shell, "living", "t1"));
        Assert.Equal((0, "releases/1.2.3"), Run(shell, "current", "-", _bench.In("current")));
        Assert.Equal((0, ""), Run(shell, "current", "-", _bench.In("nowhere/at/all/current")));
        Assert.Equal((0, "yes"), Run(shell, "has", "-", _bench.In("mark"), "a1"));
        foreach (var other in (string[])["mark", "empty", "nowhere"])
            Assert.Equal((0, ""), Run(shell, "has", "-", _bench.In(other), "b2"));
        var state = Run(shell, "state", "-", _bench.In("nowhere"));
        Assert.Equal(0, state.Code);
        Assert.EndsWith("ticket t1 finished", state.Said);
    }

    // bash waits a quarter of a minute for one, and ends with 254.
    [Theory]
    [InlineData("dash")]
    [InlineData("busybox sh")]
    public async Task Badly_where_it_gets_no_process_to_look_with(string shell)
    {
        if (Environment.UserName != "root") Assert.Skip("needs root, to become somebody who is bound by a limit");
        var driver = new CommandDriver(_bench.In("tickets"));
        await driver.Start(_bench.Shell("t1", "true"), default);
        await Bench.End(driver, "t1");
        File.CreateSymbolicLink(_bench.In("current"), "releases/1.2.3");
        Ssh.SshServer.MakeUser();
        Ssh.SshServer.Run("chown", "-R", Ssh.SshServer.User, _bench.Folder);
        string[] bound = ["setpriv", "--reuid", Ssh.SshServer.User, "--clear-groups", "prlimit", "--nproc=0"];

        Assert.NotEqual(0, Run(string.Join(' ', [.. bound, shell]), "living", "t1").Code);
        Assert.NotEqual(0, Run(string.Join(' ', [.. bound, shell]), "current", "-", _bench.In("current")).Code);
        Assert.NotEqual(0, Run(string.Join(' ', [.. bound, shell]), "state", "-", "/").Code);
    }

    private (int Code, string Said) Run(string shell, string verb, params string[] words)
    {
        var script = Directory.GetFiles(_bench.In("tickets"), "ticket-*.sh").Single();
        string[] line = [.. shell.Split(' '), script, verb, _bench.In("tickets"), .. words];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    public void Dispose() => _bench.Dispose();
}
