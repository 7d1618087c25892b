using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>What a <c>known_hosts</c> file says of one host: names, hashed names and patterns are OpenSSH's to read.</summary>
internal sealed record KnownHosts(IReadOnlyList<KnownHosts.Entry> Entries)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static KnownHosts None { get; } = new([]);

    /// <param name="name">As the file writes it: <c>name</c> or <c>[name]:port</c>.</param>
    public static async Task<KnownHosts> Of(string file, string name, CancellationToken stop)
    {
        if (!File.Exists(file)) return None;
        var asked = await SubprocessRun.Run(
            new Subprocess(["ssh-keygen", "-F", name, "-f", file], "/", Patience, new Dictionary<string, string>()),
            TimeProvider.System, stop);
        // 1: it is not in there.
        return asked.ExitCode is 0 or 1
            ? new([.. asked.Text.Split('\n').Select(Parse).OfType<Entry>()])
            : throw new HostUnreachable(
                $"{file} cannot be searched for {name}: {asked.NotStarted ?? asked.Errors.Trim()}. The server's machine needs "
                + "ssh-keygen of the package openssh-client.", passes: false);
    }

    public IReadOnlyList<Entry> Keys => [.. Entries.Where(entry => !entry.IsRevoked)];

    public bool IsRevoked(string key) => Entries.Any(entry => entry.IsRevoked && entry.Key == key);

    private static Entry? Parse(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var marker = words is [['@', ..] first, ..] ? first : "";
        var rest = marker == "" ? words : words[1..];
        // An authority vouches for certificates; those are not asked for.
        return rest is [[not '#', ..], _, _, ..] && marker is "" or "@revoked"
            ? new Entry(rest[1], rest[2], marker != "")
            : null;
    }

    /// <param name="Kind">Such as <c>ssh-ed25519</c>.</param>
    /// <param name="Key">In base64.</param>
    public sealed record Entry(string Kind, string Key, bool IsRevoked);
}
