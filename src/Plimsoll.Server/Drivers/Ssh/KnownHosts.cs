using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>What a <c>known_hosts</c> file says of one host: names, hashed names and patterns are OpenSSH's to read.</summary>
internal sealed record KnownHosts(IReadOnlyList<KnownHosts.Entry> Entries)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // A key that was revoked stands anywhere in it: no line of it is passed over.
    private const int Most = 4 * 1024 * 1024;

    // As it ends when it cannot read the file.
    private const int Failed = 255;

    public static KnownHosts None { get; } = new([]);

    /// <param name="name">As the file writes it: <c>name</c> or <c>[name]:port</c>.</param>
    public static async Task<KnownHosts> Of(string file, string name, CancellationToken stop)
    {
        if (!File.Exists(file)) return None;
        var asked = await SubprocessRun.Run(
            new Subprocess(["ssh-keygen", "-F", name, "-f", file], "/", Patience, new Dictionary<string, string>()) { Keep = Most },
            TimeProvider.System, stop);
        return asked switch
        {
            { Cut: true } => throw Unsearched($"it has more than {Most / 1024 / 1024} MiB of lines for it; take out those that are not needed", false),
            // 1: it is not in there.
            { ExitCode: 0 or 1 } => new([.. asked.Text.Split('\n').Select(Parse).OfType<Entry>()]),
            { NotStarted: { Passes: true } busy } => throw Unsearched(busy.Sentence, passes: true),
            { NotStarted: { } not } => throw Unsearched(
                $"{not.Sentence}. The server's machine needs ssh-keygen of the package openssh-client", passes: false),
            { ExitCode: Failed } => throw Unsearched($"ssh-keygen says {asked.Errors.Trim()}", passes: false),
            { TimedOut: true } => throw Unsearched($"ssh-keygen did not end within {Patience.TotalSeconds:0} s; this server is busy", passes: true),
            _ => throw Unsearched($"ssh-keygen was ended with {asked.ExitCode}", passes: true),
        };

        HostUnreachable Unsearched(string why, bool passes) => new($"{file} cannot be searched for {name}: {why}.", passes);
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
