using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>A real host: OpenSSH's sshd on loopback, and a user of its own that signs in with a key.</summary>
public sealed class SshServer : IDisposable
{
    /// <summary>Made once on this machine, with a shell that starts fast.</summary>
    public const string User = "plimsoll-ssh";

    private static readonly Lock OneAtATime = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-sshd-").FullName;
    private readonly string _more;
    private readonly string _user;
    private Process? _sshd;

    public SshServer() : this("") { }

    /// <param name="more">Lines of its configuration.</param>
    /// <param name="shell">The login shell of whoever signs in.</param>
    internal SshServer(string more, string shell = "/bin/dash")
    {
        (_more, _user) = (more, shell == "/bin/dash" ? User : $"{User}-{Path.GetFileName(shell)}");
        if (!File.Exists(shell)) Assert.Skip($"needs {Path.GetFileName(shell)}");
        if (!File.Exists("/usr/sbin/sshd")) Assert.Skip("needs openssh-server");
        if (Environment.UserName != "root") Assert.Skip("needs root, to be a host of its own");
        MakeUser(_user, shell);
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        foreach (var key in (string[])["host", "mine"]) Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", At(key));
        File.Copy(At("mine.pub"), At("authorized"));
        Port = Place.FreePort(0);
        Start();
        File.WriteAllText(At("known_hosts"), KnownLine + "\n");
    }

    public int Port { get; }

    public string Address => $"{_user}@127.0.0.1:{Port}";

    /// <summary>What makes it known.</summary>
    public string KnownLine => $"[127.0.0.1]:{Port} {string.Join(' ', File.ReadAllText(At("host.pub")).Split(' ')[..2])}";

    public string Fingerprint => Run("ssh-keygen", "-l", "-f", At("host.pub")).Split(' ')[1];

    public RemoteHost Host => new(Address, "", "", "");

    public SshSettings Settings(string folder) => new(At("known_hosts"), [At("mine")], folder);

    /// <summary>Hosts as a server would open them; one second of grace.</summary>
    public SshHosts Open(string folder) => Open(Settings(folder));

    public static SshHosts Open(SshSettings settings) => new(settings, TimeSpan.FromSeconds(1), OutputLimits.Usual);

    public string At(string name) => Path.Combine(_folder, name);

    public void Start()
    {
        Directory.CreateDirectory("/run/sshd");
        File.WriteAllText(At("config"), $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {At("host")}
            PidFile {At("pid")}
            AuthorizedKeysFile {At("authorized")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            MaxStartups 100:30:200
            {_more}

            """);
        _sshd = Process.Start("/usr/sbin/sshd", ["-D", "-f", At("config"), "-E", At("log")]);
        for (var tries = 0; tries < 600 && !Answers(); tries++) Task.Delay(50).GetAwaiter().GetResult();
    }

    /// <summary>The host is gone, with every connection to it; what was started on it goes on.</summary>
    public void Stop()
    {
        if (_sshd is null) return;
        // It takes no call between the last one's end and its own.
        Freeze();
        Cut();
        _sshd.Kill();
        _sshd.WaitForExit();
        _sshd.Dispose();
        _sshd = null;
    }

    /// <summary>Every connection that is open is lost.</summary>
    public void Cut()
    {
        foreach (var session in Sessions()) Bench.Kill(session);
    }

    /// <summary>Nothing is answered any more, and nothing is refused.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    private void Signal(string name)
    {
        if (_sshd is null) return;
        // A session may end meanwhile.
        using var kill = Process.Start("kill", [$"-{name}", $"{_sshd.Id}", .. Sessions().Select(id => $"{id}")]);
        kill.WaitForExit();
    }

    /// <summary>The processes that serve connections of this host.</summary>
    public int[] Sessions()
    {
        var parents = new HashSet<int> { _sshd?.Id ?? 0 };
        int before;
        do
        {
            before = parents.Count;
            foreach (var folder in Directory.GetDirectories("/proc").Where(f => Path.GetFileName(f).All(char.IsAsciiDigit)))
                if (Parent(folder) is (var parent, "sshd") && parents.Contains(parent)) parents.Add(int.Parse(Path.GetFileName(folder)));
        } while (parents.Count > before);
        return [.. parents.Where(id => id != _sshd?.Id && id != 0)];
    }

    public void Dispose()
    {
        Stop();
        TempFolder.Remove(_folder);
    }

    internal static string Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)} ended with {process.ExitCode}");
        return said;
    }

    private static (int Parent, string Name)? Parent(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var end = stat.LastIndexOf(')');
            return (int.Parse(stat[(end + 2)..].Split(' ')[1]), stat[(stat.IndexOf('(') + 1)..end]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static void MakeUser(string name = User, string shell = "/bin/dash")
    {
        lock (OneAtATime)
        {
            if (File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal))) return;
            Run("useradd", "--create-home", "--shell", shell, "--password", "*", name);
        }
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
