using System.Diagnostics;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>samples/systemd/plimsoll.service, as systemd itself reads it.</summary>
public sealed class TheSystemdUnit : IDisposable
{
    private const string Program = "/opt/plimsoll/plimsoll-server";
    private readonly TempFolder _folder = new();
    private readonly string _unit = File.ReadAllText(Path.Combine(Cli.House.Root, "samples", "systemd", "plimsoll.service"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Systemd_has_nothing_to_say_against_it()
    {
        Assert.Equal((0, ""), await Verify(_unit));
        // It does say what is wrong.
        var (code, said) = await Verify(_unit.Replace("KillMode=process", "KillModus=process", StringComparison.Ordinal));
        Assert.Contains("KillModus", said, StringComparison.Ordinal);
        Assert.True(code != 0 || said != "");
    }

    [Fact]
    public void It_starts_the_server_with_flags_that_it_knows_and_leaves_work_on_this_machine_alone()
    {
        var start = _unit.Split('\n').Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)).Split(' ');
        Assert.Equal($"ExecStart={Program}", start[0]);
        Assert.Equal("/var/lib/plimsoll", ServerSettings.Read(start[1..], _ => null).DataFolder);
        Assert.Contains("\nStateDirectory=plimsoll\n", _unit, StringComparison.Ordinal);
        Assert.Contains("\nKillMode=process\n", _unit, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // The program is not installed here; that it is there is asked as well.
    private async Task<(int Code, string Said)> Verify(string unit)
    {
        const string analyze = "/usr/bin/systemd-analyze";
        Assert.SkipUnless(File.Exists(analyze), $"systemd-analyze is missing ({analyze}): apt-get install systemd");
        var file = _folder.Write("plimsoll.service", unit.Replace(Program, "/usr/bin/env", StringComparison.Ordinal));
        using var process = Process.Start(new ProcessStartInfo(analyze, ["verify", "--man=no", file]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("systemd-analyze did not start.");
        var said = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, said);
    }
}
