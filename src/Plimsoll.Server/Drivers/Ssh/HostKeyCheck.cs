using Renci.SshNet.Common;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>Whether a host is the one that is meant: by its pinned key, else by the keys that are known.</summary>
/// <param name="name">As <c>known_hosts</c> writes it.</param>
/// <param name="others">Kinds of key it has shown that were not the pinned one.</param>
internal sealed class HostKeyCheck(string name, string pinned, SshSettings settings, KnownHosts known, IReadOnlySet<string> others)
{
    /// <summary>The kind of the key it showed where another one is pinned; it may have that one too.</summary>
    public string? OtherKind { get; private set; }

    /// <summary>Why the key was refused; null while it was not.</summary>
    public string? WhyNot { get; private set; }

    public string Fingerprint { get; private set; } = "";

    /// <summary>Asks the host for a kind of key that it is known by, as it may have several; never for a weak one.</summary>
    public void Narrow(Renci.SshNet.ConnectionInfo connection)
    {
        var kinds = known.Keys.Select(entry => entry.Kind).ToHashSet();
        var offered = connection.HostKeyAlgorithms;
        foreach (var kind in offered.Keys.ToList())
        {
            var isPlain = kind != "ssh-rsa" && !kind.Contains("-cert-", StringComparison.Ordinal);
            var isKnown = pinned != "" ? !others.Contains(Kind(kind)) : kinds.Count == 0 || kinds.Contains(Kind(kind));
            if (!isPlain || !isKnown) offered.Remove(kind);
        }
    }

    public void Judge(HostKeyEventArgs shown)
    {
        Fingerprint = $"SHA256:{shown.FingerPrintSHA256.TrimEnd('=')}";
        var key = Convert.ToBase64String(shown.HostKey);
        WhyNot = known.IsRevoked(key)
            ? $"THE KEY OF {name} IS REVOKED in {settings.KnownHosts}: {Fingerprint}. Ask who runs the host."
            : pinned != "" ? Pinned(Kind(shown.HostKeyName)) : Known(Kind(shown.HostKeyName), key);
        shown.CanTrust = WhyNot is null;
    }

    private string? Pinned(string kind)
    {
        if (pinned.TrimEnd('=') == Fingerprint) return null;
        OtherKind = kind;
        return $"THE KEY OF {name} IS NOT THE ONE IN THE SERVICE FILE: it shows {Fingerprint}, pinned is {pinned}. Somebody may "
            + "stand between, or the host was set up anew. Ask who runs it; only then change `host-key`.";
    }

    private string? Known(string kind, string key)
    {
        if (known.Keys.Any(entry => entry.Key == key)) return null;
        return known.Keys.Count == 0
            ? $"{name} is not known. It shows {Fingerprint}. If that is its fingerprint, add this line to "
                + $"{settings.KnownHosts}: {name} {kind} {key}"
            : $"THE KEY OF {name} HAS CHANGED: it shows {Fingerprint}, which is not in {settings.KnownHosts}. Somebody may "
                + "stand between, or the host was set up anew. Ask who runs it; only then replace its lines there.";
    }

    private static string Kind(string algorithm) =>
        algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;
}
