using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Bench;

/// <summary>Hosts on this machine, each an sshd with a port and a home of its own, and a page that says they are well.</summary>
public sealed class FanOutHosts : IDisposable
{
    private readonly List<Process> _daemons = [];
    private readonly HttpListener _health = new();

    private FanOutHosts(int count)
    {
        Folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        Ports = [.. Enumerable.Range(0, count).Select(_ => Place.FreePort(0))];
        Health = $"http://127.0.0.1:{Place.FreePort(0)}/";
    }

    public string Folder { get; }

    public IReadOnlyList<int> Ports { get; }

    public string Health { get; }

    public string Key => At("mine");

    public string Known => At("known_hosts");

    public static async Task<FanOutHosts> Start(int count)
    {
        if (!File.Exists("/usr/sbin/sshd")) throw new InvalidOperationException("fanout needs the package openssh-server.");
        var hosts = new FanOutHosts(count);
        foreach (var key in (string[])["host", "mine"])
            await Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hosts.At(key));
        File.Copy(hosts.At("mine.pub"), hosts.At("authorized"));
        var shown = string.Join(' ', (await File.ReadAllTextAsync(hosts.At("host.pub"))).Split(' ')[..2]);
        await File.WriteAllLinesAsync(hosts.Known, hosts.Ports.Select(port => $"[127.0.0.1]:{port} {shown}"));
        Directory.CreateDirectory("/run/sshd");
        foreach (var port in hosts.Ports) await hosts.Begin(port);
        hosts._health.Prefixes.Add(hosts.Health);
        hosts._health.Start();
        _ = hosts.SayWell();
        return hosts;
    }

    public string At(string name) => Path.Combine(Folder, name);

    public string Home(int port) => At($"host-{port}");

    /// <summary>Every open connection is lost: the next deployment is a cold one.</summary>
    public void Cut()
    {
        foreach (var session in _daemons.SelectMany(daemon => Children(daemon.Id)).ToList())
        {
            try
            {
                using var process = Process.GetProcessById(session);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // Its parent took it along.
            }
        }
    }

    public void Dispose()
    {
        Cut();
        foreach (var daemon in _daemons)
        {
            daemon.Kill();
            daemon.WaitForExit();
            daemon.Dispose();
        }
        _health.Close();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Begin(int port)
    {
        Directory.CreateDirectory(Home(port));
        await File.WriteAllTextAsync(At($"{port}.conf"), $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {At("host")}
            PidFile none
            AuthorizedKeysFile {At("authorized")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            MaxStartups 100:30:200
            Subsystem sftp internal-sftp
            SetEnv HOME={Home(port)}

            """);
        _daemons.Add(Process.Start("/usr/sbin/sshd", ["-D", "-f", At($"{port}.conf"), "-E", At("log")]));
        for (var tries = 0; tries < 600 && !Answers(port); tries++) await Task.Delay(50);
    }

    private async Task SayWell()
    {
        try
        {
            while (true) (await _health.GetContextAsync()).Response.Close();
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }

    private static IEnumerable<int> Children(int parent)
    {
        var file = $"/proc/{parent}/task/{parent}/children";
        if (!File.Exists(file)) return [];
        var children = File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture));
        // Not what was started on the host: only what serves a connection.
        return [.. children.Where(IsDaemon).SelectMany(child => Children(child).Append(child))];
    }

    private static bool IsDaemon(int id) =>
        File.Exists($"/proc/{id}/comm") && File.ReadAllText($"/proc/{id}/comm").StartsWith("sshd", StringComparison.Ordinal);

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
