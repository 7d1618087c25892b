using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>A <c>known_hosts</c> file as OpenSSH writes it: plain and hashed names, patterns, revoked keys.</summary>
internal sealed class KnownHosts(IReadOnlyList<KnownHosts.Entry> entries)
{
    private const int MostLines = 100_000;

    public static KnownHosts Read(string file) => new(File.Exists(file)
        ? [.. File.ReadLines(file).Take(MostLines).Select(Parse).OfType<Entry>()]
        : []);

    /// <summary>The keys a host is known by.</summary>
    /// <param name="name">As the file writes it: <c>name</c> or <c>[name]:port</c>.</param>
    public IReadOnlyList<Entry> Of(string name) => [.. entries.Where(entry => !entry.IsRevoked && entry.Names(name))];

    public bool IsRevoked(string name, string key) =>
        entries.Any(entry => entry.IsRevoked && entry.Key == key && entry.Names(name));

    private static Entry? Parse(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var marker = words is [['@', ..] first, ..] ? first : "";
        var rest = marker == "" ? words : words[1..];
        // An authority vouches for certificates; those are not asked for.
        return rest is [[not '#', ..], _, _, ..] && marker is "" or "@revoked"
            ? new Entry(rest[0], rest[1], rest[2], marker != "")
            : null;
    }

    /// <param name="Kind">Such as <c>ssh-ed25519</c>.</param>
    /// <param name="Key">In base64.</param>
    public sealed record Entry(string Hosts, string Kind, string Key, bool IsRevoked)
    {
        public bool Names(string name) => Hosts.StartsWith("|1|", StringComparison.Ordinal)
            ? IsHashOf(name)
            : Hosts.Split(',') is var patterns
                && !patterns.Any(p => p is ['!', .. var not] && Fits(not, name)) && patterns.Any(p => Fits(p, name));

        private bool IsHashOf(string name)
        {
            if (Hosts.Split('|') is not [_, _, var salt, var hash]) return false;
            var (key, told) = (new byte[20], new byte[20]);
            if (!Convert.TryFromBase64String(salt, key, out _) || !Convert.TryFromBase64String(hash, told, out _))
                return false;
#pragma warning disable CA5350 // The file's format; it hides names and proves nothing.
            return HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(name)).AsSpan().SequenceEqual(told);
#pragma warning restore CA5350
        }

        private static bool Fits(string pattern, string name) =>
            System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name);
    }
}
