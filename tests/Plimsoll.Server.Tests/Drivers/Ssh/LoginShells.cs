using System.Security.Cryptography;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>Whatever shell a user of a host signs in with, the work runs in <c>sh</c>.</summary>
public sealed class LoginShells : IDisposable
{
    private readonly Bench _bench = new();

    // csh takes no line break and looks for its history behind "!"; fish reads backslashes in its own way.
    [Theory]
    [InlineData("/bin/tcsh")]
    [InlineData("/usr/bin/fish")]
    public async Task One_that_is_not_like_sh_is_good_enough(string shell)
    {
        using var server = new SshServer("", shell);
        SshServer.Run("chown", $"{SshServer.User}-{Path.GetFileName(shell)}", _bench.Folder);
        using var hosts = server.Open(_bench.In("tickets"));
        var driver = hosts.Driver(server.Host);
        var file = _bench.In("artifact");
        File.WriteAllText(file, "what is released");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

        var there = await driver.Bring(file, sha256, default);
        Assert.IsType<Started.Accepted>(await driver.Start(_bench.Shell("t1", $"cat {there}; printf '!\\\\\\n'; exit 3"), default));

        Assert.Equal(3, (await Bench.End(driver, "t1")).ExitCode);
        Assert.Equal("what is released!\\\n", await Bench.Output(driver, "t1"));
    }

    public void Dispose() => _bench.Dispose();
}
