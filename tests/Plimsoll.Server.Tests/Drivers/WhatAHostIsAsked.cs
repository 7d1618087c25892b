using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Tests.Drivers;

public sealed class WhatAHostIsAsked
{
    [Fact]
    public async Task A_script_complains_under_its_own_name_and_not_with_its_whole_text()
    {
        var line = ShellCommand.Of("", ["-c", "# a script\ntrue >\"$1\"", "plimsoll-receive", "/nowhere/part"]);

        var end = await SubprocessRun.Run(
            Subprocess.Shell($"exec 2>&1; {line} </dev/null", "/", TimeSpan.FromMinutes(1), new Dictionary<string, string>()),
            TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.StartsWith($"{ShellCommand.Mark}\nplimsoll-receive: ", end.Text);
        Assert.Contains("/nowhere/part", end.Text);
        Assert.DoesNotContain("a script", end.Text);
    }
}
