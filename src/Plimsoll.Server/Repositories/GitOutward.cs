using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Repositories;

/// <summary>What git is told when it asks another machine: the address looked at, proxy and certificates.</summary>
/// <param name="Options">Before git's verb.</param>
/// <param name="Environment">A proxy may have a password, which must not stand among the arguments.</param>
/// <param name="WhyNot">The address may not be asked; null: it may.</param>
public sealed record Outward(
    ImmutableArray<string> Options, ImmutableDictionary<string, string> Environment, string? WhyNot = null);

public sealed class GitOutward(WayOut outbound)
{
    private const string SystemCertificates = "/etc/ssl/certs/ca-certificates.crt";

    // A redirect would lead where nobody looked; and only Plimsoll's own settings name a proxy.
    private static readonly Outward Direct = new(
        ["-c", "http.followRedirects=false"],
        ImmutableDictionary<string, string>.Empty.Add("https_proxy", "").Add("HTTPS_PROXY", "").Add("ALL_PROXY", ""));

    private Outward Proxied => Direct with
    {
        Environment = Direct.Environment.SetItem("https_proxy", $"{outbound.Settings.Proxy}"),
    };

    /// <param name="folder">Where a file with certificates may be left.</param>
    public async Task<Outward> Of(RepositoryAddress address, string folder, CancellationToken stop)
    {
        if (HostOf(address.Text) is not { } host) return Direct;
        try
        {
            var addresses = await outbound.Look(host, AddressFrom.Settings, stop);
            return Trusting(Pinned(address, host, addresses), folder);
        }
        catch (HttpRequestException refused)
        {
            return Direct with { WhyNot = refused.Message };
        }
        catch (SocketException)
        {
            // A proxy may know the name; git itself must not read it in a way of its own.
            return outbound.Settings.Proxy is null
                ? Direct with { WhyNot = GitWords.UnknownHost } : Trusting(Proxied, folder);
        }
    }

    private Outward Pinned(RepositoryAddress address, string host, IPAddress[] addresses)
    {
        if (!Uri.TryCreate(address.Text, UriKind.Absolute, out var url) || url.Scheme != "https") return Direct;
        if (outbound.Settings.GoesThroughProxy(url)) return Proxied;
        var to = string.Join(',', addresses.Select(Written));
        return Direct with { Options = [.. Direct.Options, "-c", $"http.curloptResolve={host}:{url.Port}:{to}"] };
    }

    /// <summary>Own certificates beside the system's, as the one file that git can be given.</summary>
    private Outward Trusting(Outward outward, string folder)
    {
        if (outbound.Settings.CaFile == "") return outward;
        var file = Path.Combine(folder, "plimsoll-ca.pem");
        var system = File.Exists(SystemCertificates) ? File.ReadAllText(SystemCertificates) : "";
        File.WriteAllText(file, $"{system}\n{File.ReadAllText(outbound.Settings.CaFile)}");
        return outward with { Environment = outward.Environment.SetItem("GIT_SSL_CAINFO", file) };
    }

    private static string Written(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";

    private static string? HostOf(string address) =>
        address.StartsWith('/') ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var url) && address.Contains("://", StringComparison.Ordinal)
            ? url.Scheme == "file" ? null : url.IdnHost
        : address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..].Split(':')[0];
}
