using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Connectors.Outbound;

/// <summary>How this server reaches others, by <c>PLIMSOLL_*</c>; nothing else of the environment is obeyed.</summary>
/// <param name="Proxy">Null: there is none.</param>
/// <param name="Direct">Names that are asked without it, with all that ends in them.</param>
/// <param name="CaFile">Certificates that are trusted beside the system's, as PEM; empty: none.</param>
/// <param name="Private">Private networks that addresses from outside may lie in.</param>
public sealed record OutboundSettings(
    Uri? Proxy, ImmutableArray<string> Direct, string CaFile, ImmutableArray<IPNetwork> Private)
{
    public static OutboundSettings None { get; } = new(null, [], "", []);

    /// <summary>The proxy's; empty: none.</summary>
    public string Password => OneProxy.Login(Proxy)?.Password ?? "";

    public IWebProxy? WebProxy => Proxy is null ? null : new OneProxy(this);

    /// <summary>Null: the system's certificates alone.</summary>
    public X509ChainPolicy? Trust { get; } = CaFile == "" ? null : TrustOf(CaFile);

    public static OutboundSettings Read(Func<string, string?> environment)
    {
        string Of(string name) => environment(name) ?? "";
        var proxy = Of("PLIMSOLL_PROXY");
        if (proxy != "" && !(Uri.TryCreate(proxy, UriKind.Absolute, out var at) && at.Scheme is "http" or "https"))
            throw new SettingsInvalid($"PLIMSOLL_PROXY is an address such as http://proxy:3128, not '{proxy}'.");
        return new OutboundSettings(
            proxy == "" ? null : new Uri(proxy),
            [.. Of("PLIMSOLL_NO_PROXY").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)],
            Of("PLIMSOLL_CA_FILE"), Networks(Of("PLIMSOLL_PRIVATE_ADDRESSES")));
    }

    public bool IsProxy(string host, int port) =>
        Proxy is not null && Proxy.Port == port && string.Equals(Proxy.Host, host, StringComparison.OrdinalIgnoreCase);

    /// <summary>This machine is never asked through a proxy: it would be another machine there.</summary>
    public bool GoesThroughProxy(Uri to) => Proxy is not null && !to.IsLoopback && !Direct.Any(name =>
        to.IdnHost.Equals(name, StringComparison.OrdinalIgnoreCase)
        || to.IdnHost.EndsWith("." + name.TrimStart('.'), StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<IPNetwork> Networks(string text)
    {
        try
        {
            return AddressRules.Read(text);
        }
        catch (FormatException)
        {
            throw new SettingsInvalid(
                $"PLIMSOLL_PRIVATE_ADDRESSES is a list of networks such as 10.1.0.0/16,fd12::/16, not '{text}'.");
        }
    }

    private static X509ChainPolicy TrustOf(string file)
    {
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            trust.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsInvalid(
                $"PLIMSOLL_CA_FILE {file} holds no certificates that can be read: {unread.Message}");
        }
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        trust.CustomTrustStore.AddRange(system.Certificates);
        return trust;
    }

    private sealed class OneProxy(OutboundSettings settings) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = Login(settings.Proxy);

        public Uri? GetProxy(Uri destination) => settings.Proxy;

        public bool IsBypassed(Uri host) => !settings.GoesThroughProxy(host);

        public static NetworkCredential? Login(Uri? proxy) => proxy?.UserInfo.Split(':') is [var user, var password]
            ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)) : null;
    }
}
