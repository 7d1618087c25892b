namespace Plimsoll.Bench;

/// <summary>Another tool that puts a release on the hosts and goes back, as its own users have it do that.</summary>
public interface IFanOutPeer
{
    string Name { get; }

    /// <summary>How many times faster a server of ours is to be; zero: only told.</summary>
    double Cold { get; }

    double Warm { get; }

    double Back { get; }

    /// <summary>Whether it does so over a connection for each time or through ones that are kept is its own matter.</summary>
    Task<Timed> Deploy(string version, string artifact);

    Task<Timed> RollBack(string version);

    /// <summary>Between the cold deployment and the warm one: connections that it does not keep by itself.</summary>
    Task Open() => Task.CompletedTask;

    Task Close() => Task.CompletedTask;
}

/// <summary>OpenSSH alone, and those of the others that this machine has.</summary>
public static class FanOutPeers
{
    public static IReadOnlyList<IFanOutPeer> Of(FanOutHosts hosts)
    {
        List<IFanOutPeer> peers = [new BareOpenSsh(hosts)];
        if (Has("ansible-playbook")) peers.AddRange([new Ansible(hosts, isLean: false), new Ansible(hosts, isLean: true)]);
        if (Has("cap")) peers.Add(new Capistrano(hosts));
        if (peers.Count < 4)
            Console.Error.WriteLine("fanout: of the packages ansible-core, capistrano, ruby-ed25519 and ruby-bcrypt-pbkdf one is missing; left out.");
        return peers;
    }

    private static bool Has(string program) => File.Exists($"/usr/bin/{program}");
}
