using System.Collections.Immutable;
using System.Net;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Hosting;

/// <summary>How people reach this server from other machines; without any of it they do not.</summary>
/// <param name="Listen">Addresses and ports beside loopback.</param>
/// <param name="Behind">Where the proxies stand whose word about a request is believed.</param>
/// <param name="Certificate">PEM with its chain, or PFX; empty: a proxy speaks TLS.</param>
/// <param name="CertificateKey">The key of a PEM; empty: it stands in the same file.</param>
/// <param name="RedirectFrom">Plain http here leads to https and does nothing else.</param>
public sealed record OutsideSettings(
    ImmutableArray<IPEndPoint> Listen, ImmutableArray<IPNetwork> Behind, string Certificate, string CertificateKey,
    string CertificatePassword, IPEndPoint? RedirectFrom)
{
    public static OutsideSettings None { get; } = new([], [], "", "", "", null);

    /// <summary>Somebody may come from another machine and sign in.</summary>
    public bool IsOpen => !Listen.IsEmpty || !Behind.IsEmpty;

    public bool HasCertificate => Certificate != "";

    /// <param name="value">A flag, its variable, and what stands when neither is given.</param>
    public static OutsideSettings Read(Func<string, string, string> value, Func<string, string?> environment)
    {
        var redirect = Places("--redirect-from", value("--redirect-from", "PLIMSOLL_REDIRECT_FROM"));
        if (redirect.Length > 1) throw new SettingsInvalid("--redirect-from is one address and port, such as 0.0.0.0:80.");
        return new OutsideSettings(
            Places("--listen", value("--listen", "PLIMSOLL_LISTEN")),
            Networks(value("--behind", "PLIMSOLL_BEHIND")),
            value("--certificate", "PLIMSOLL_CERTIFICATE"), value("--certificate-key", "PLIMSOLL_CERTIFICATE_KEY"),
            environment("PLIMSOLL_CERTIFICATE_PASSWORD") ?? "", redirect.FirstOrDefault());
    }

    /// <summary>What <c>--url</c> says, for those who ask where a request came from.</summary>
    public OutsideAddress Address(string url) => new(url)
    {
        IsOpen = IsOpen, Proxies = Behind, RedirectPort = RedirectFrom?.Port ?? 0,
    };

    /// <summary>Whether this may be: people from elsewhere come as themselves, and nobody listens on their way.</summary>
    /// <exception cref="SettingsInvalid">It may not.</exception>
    public void Check(string url, bool hasAccounts)
    {
        if (!IsOpen && new OutsideAddress(url).Prefix != "")
            throw new SettingsInvalid("--url has a path, and nobody leads there: name the proxy in front with --behind.");
        if (!IsOpen && (HasCertificate || RedirectFrom is not null))
            throw new SettingsInvalid("--certificate and --redirect-from are for --listen, such as --listen 0.0.0.0:443.");
        if (!IsOpen) return;
        if (!url.StartsWith("https://", StringComparison.Ordinal))
            throw new SettingsInvalid(
                "--listen and --behind need --url with the address people use, such as https://plimsoll.example.org; "
                + "it begins with https, because passwords are typed there.");
        if (!Listen.IsEmpty && !HasCertificate && Behind.IsEmpty)
            throw new SettingsInvalid(
                "--listen would send passwords in the clear: add --certificate FILE, or --behind with the addresses "
                + "of the proxy that speaks TLS in front.");
        if (!hasAccounts)
            throw new SettingsInvalid(
                "Nobody could sign in: there is no account yet. Start without --listen and --behind, "
                + "type `plimsoll server first-admin`, open the link, and start again with them.");
    }

    private static ImmutableArray<IPEndPoint> Places(string flag, string text) =>
        [.. text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(one =>
            IPEndPoint.TryParse(one, out var place) && place.Port > 0 ? place : throw new SettingsInvalid(
                $"{flag} is an address and a port, such as 0.0.0.0:443 or [::]:443, not '{one}'."))];

    // Whoever is named is believed about where a request came from.
    private const int Narrowest = 8;

    private static ImmutableArray<IPNetwork> Networks(string text) =>
        [.. text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(one =>
            IPNetwork.TryParse(one, out var network) ? network.PrefixLength >= Narrowest ? network
                : throw new SettingsInvalid($"--behind names proxies; {one} is nearly everybody. Name them one by one.")
            : IPAddress.TryParse(one, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new SettingsInvalid(
                $"--behind is a list of addresses such as 127.0.0.1,10.1.0.0/16, not '{one}'."))];
}
