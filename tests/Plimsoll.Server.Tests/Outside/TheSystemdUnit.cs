using System.Diagnostics;
using System.Text.RegularExpressions;
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

    [Fact]
    public async Task What_the_handbook_types_makes_all_that_it_needs()
    {
        await Type(Regex.Match(Handbook, "## As a service of systemd.+?```\n(.+?)```", RegexOptions.Singleline).Groups[1].Value);

        var done = await File.ReadAllLinesAsync(_folder.At("done"), Stop);
        Assert.Contains(done, line => line.StartsWith("useradd ", StringComparison.Ordinal) && line.EndsWith($" {Of("User")}", StringComparison.Ordinal)
            && line.Contains($"--user-group --home-dir {Home} ", StringComparison.Ordinal));
        Assert.Equal(Of("User"), Of("Group"));
        Assert.Contains("dotnet publish src/Plimsoll.Server -c Release -o " + In(Path.GetDirectoryName(Program) ?? ""), done);
        Assert.Equal(["systemctl daemon-reload", "systemctl enable --now plimsoll"], done.Where(l => l.StartsWith("systemctl", StringComparison.Ordinal)));
        Assert.Equal($"runuser -u {Of("User")} -- env HOME={Home} PLIMSOLL_DATA={Home} plimsoll server nodes", done[^1]);

        Assert.Equal(_unit, await File.ReadAllTextAsync(In("/etc/systemd/system/plimsoll.service"), Stop));
        Assert.True(File.Exists(In(Of("Documentation")["file:".Length..])));
        Assert.Equal("plimsoll", Of("StateDirectory"));
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Home));
        Assert.Equal(owner, File.GetUnixFileMode(In("/etc/plimsoll/pgpass")));
        var settings = In(Of("EnvironmentFile").TrimStart('-'));
        Assert.Equal(owner, File.GetUnixFileMode(settings));
        var named = (await File.ReadAllLinesAsync(settings, Stop)).ToDictionary(line => line.Split('=')[0], line => line[(line.IndexOf('=') + 1)..]);
        Assert.NotNull(ServerSettings.Read(["--data", Home], name => named.GetValueOrDefault(name)).Database);
        Assert.Equal(In("/etc/plimsoll/pgpass"), named["PGPASSFILE"]);
    }

    public void Dispose() => _folder.Dispose();

    private static string Handbook => File.ReadAllText(Path.Combine(Cli.House.Root, "docs", "handbook", "several-servers.md"));

    private string Home => In("/var/lib/plimsoll");

    private string Of(string key) => Regex.Match(_unit, $"(?m)^{key}=(.+)$").Groups[1].Value;

    private string In(string path) => _folder.At("root") + path;

    // Under another root, by a machine on which nobody is made and nothing starts; files are whoever's who types it.
    private async Task Type(string lines)
    {
        foreach (var name in (string[])["useradd", "systemctl", "runuser", "dotnet"])
        {
            var stub = _folder.Write($"bin/{name}", $"#!/bin/sh\necho {name} \"$@\" >> '{_folder.At("done")}'\n");
            File.SetUnixFileMode(stub, File.GetUnixFileMode(stub) | UnixFileMode.UserExecute);
        }

        foreach (var there in (string[])["/opt/plimsoll", "/usr/local/bin", "/etc/systemd/system", "/var/lib"]) Directory.CreateDirectory(In(there));
        lines = Regex.Replace(lines, "/(etc|opt|var/lib|usr/local)/", match => In(match.Value));
        lines = Regex.Replace(lines, " -o [a-z]+ -g [a-z]+", "").Replace("scripts/native.sh", "echo /bin/true", StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-euc", lines])
        {
            WorkingDirectory = Cli.House.Root, RedirectStandardError = true,
            Environment = { ["PATH"] = $"{_folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}" },
        }) ?? throw new InvalidOperationException("bash did not start.");
        var said = await shell.StandardError.ReadToEndAsync(Stop);
        await shell.WaitForExitAsync(Stop);
        Assert.True(shell.ExitCode == 0 && said == "", said);
    }

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
