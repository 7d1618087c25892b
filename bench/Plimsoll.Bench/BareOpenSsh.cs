namespace Plimsoll.Bench;

/// <summary>OpenSSH's own client: on each host at the same time one command that does all a deployment does.</summary>
/// <remarks>Over a connection per host, or through masters once they are open.</remarks>
public sealed class BareOpenSsh(FanOutHosts hosts) : IFanOutPeer
{
    // A connection that is kept may be closed just when it is used again.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    private const string DeployText = """
        set -e; umask 022; mkdir -p bare/artifacts bare/releases; cd bare
        cat >artifacts/$1; [ "$(sha256sum <artifacts/$1)" = "$2  -" ]; sync artifacts/$1
        mkdir releases/$1.new; tar -xf artifacts/$1 -C releases/$1.new; sync -f releases/$1.new
        mv -T releases/$1.new releases/$1; ln -sfn releases/$1 current.new; mv -T current.new current; sync .
        ls -t releases | tail -n +6 | while read -r old; do rm -rf "releases/$old"; done
        """;

    private const string RollBackText = "set -e; cd bare; ln -sfn releases/$1 current.new; mv -T current.new current; sync .";

    private bool _isOpen;

    public string Name => "OpenSSH alone";

    public double Cold => 1 / 1.05;

    public double Warm => 1 / 1.05;

    public double Back => 1 / 0.65;

    public async Task<Timed> Deploy(string version, string artifact)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(artifact)));
        return await OnAll($"sh -c '{Quoted(DeployText)}' bare {version} {digest}", artifact);
    }

    public Task<Timed> RollBack(string version) => OnAll($"sh -c '{Quoted(RollBackText)}' bare {version}", "/dev/null");

    public async Task Open()
    {
        _isOpen = true;
        await Each(port => Tool.Run("ssh", [.. Options(port), "-M", "-N", "-f", "127.0.0.1"]));
    }

    public async Task Close()
    {
        await Each(port => Tool.Run("ssh", [.. Options(port), "-q", "-O", "exit", "127.0.0.1"]));
        _isOpen = false;
    }

    private Task<Timed> OnAll(string line, string input) => Timed.Of(
        () => Each(async port =>
        {
            await Tool.Run("sh", ["-c", "input=$1; shift; exec ssh \"$@\" <\"$input\"", "sh", input, .. Options(port), "127.0.0.1", $"cd {hosts.Home(port)}; {line}"]);
            await Http.GetStringAsync(new Uri(hosts.Health));
        }));

    private Task Each(Func<int, Task> work) => Task.WhenAll(hosts.Ports.Select(work));

    private string[] Options(int port) =>
    [
        "-F", "none", "-i", hosts.Key, "-p", $"{port}", "-o", $"UserKnownHostsFile={hosts.Known}", "-o", "BatchMode=yes",
        "-o", $"ControlPath={(_isOpen ? hosts.At($"m-{port}") : "none")}",
    ];

    private static string Quoted(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal);
}
