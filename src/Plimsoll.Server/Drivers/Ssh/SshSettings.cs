namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>How this server signs in to hosts over SSH.</summary>
/// <param name="KnownHosts">A file of keys that are known to be theirs, as OpenSSH keeps it.</param>
/// <param name="Keys">Files of private keys, without a passphrase.</param>
/// <param name="Folder">Where tickets lie on a host; <c>~/</c> is the home of the user the work runs as.</param>
public sealed record SshSettings(string KnownHosts, IReadOnlyList<string> Keys, string Folder)
{
    /// <summary>The socket of an agent whose keys are offered after those; empty: none.</summary>
    public string Agent { get; init; } = "";

    /// <summary>How long a host may take to be reached, and to answer.</summary>
    public TimeSpan ToReach { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan ToAnswer { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a host that stays away is left alone at most, before it is dialed again.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(15);

    private static readonly string[] UsualKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    public static SshSettings Read(Func<string, string?> environment)
    {
        var usual = Of(environment("HOME") ?? "");
        return usual with
        {
            KnownHosts = environment("PLIMSOLL_SSH_KNOWN_HOSTS") is { Length: > 0 } known ? known : usual.KnownHosts,
            Keys = environment("PLIMSOLL_SSH_KEYS") is { Length: > 0 } keys
                ? keys.Split(':', StringSplitOptions.RemoveEmptyEntries)
                : usual.Keys,
            Agent = environment("SSH_AUTH_SOCK") ?? "",
        };
    }

    /// <summary>What ssh itself would look at in a user's home.</summary>
    public static SshSettings Of(string home)
    {
        string At(string name) => Path.Combine(home, ".ssh", name);
        return new SshSettings(At("known_hosts"), [.. UsualKeys.Select(At)], "~/.plimsoll");
    }
}
