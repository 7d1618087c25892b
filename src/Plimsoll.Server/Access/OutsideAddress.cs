using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace Plimsoll.Server.Access;

/// <summary>Where people reach this server from elsewhere.</summary>
/// <param name="Url">
/// Scheme, host, port and path: <c>https://ops.example.org/plimsoll</c>; empty: there is no such place.
/// </param>
public sealed record OutsideAddress(string Url)
{
    private readonly Uri? _at = Url == "" ? null : new Uri(Url);

    public string Origin => _at?.GetLeftPart(UriPartial.Authority) ?? "";

    /// <summary>The path everything lies under: <c>/plimsoll</c>; empty at the root.</summary>
    public string Prefix => _at?.AbsolutePath.TrimEnd('/') ?? "";

    /// <summary>Everything answers there, to people who sign in; else only pages that prove by themselves who may.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Proxies whose word is believed about how a request came.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    /// <summary>The port that only leads to https; 0: none.</summary>
    public int RedirectPort { get; init; }

    public bool IsHost(HostString host) =>
        _at is not null && string.Equals(host.Value, _at.Authority, StringComparison.OrdinalIgnoreCase);

    public bool IsOrigin(StringValues origin) =>
        Origin != "" && origin.Count == 1 && string.Equals(origin, Origin, StringComparison.OrdinalIgnoreCase);

    public bool IsProxy(IPAddress? from) =>
        from is not null && Proxies.Any(network => network.Contains(Plain(from)));

    /// <summary>An IPv4 address that a socket for both kinds wrote as IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public static bool MayReach(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Reachable>() is not null;

    /// <summary>On an endpoint that proves by itself who may use it.</summary>
    internal sealed class Reachable;
}

public static class OutsideEndpoints
{
    /// <summary>Answers under the outside address too; it must need no session.</summary>
    public static TBuilder FromOutside<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new OutsideAddress.Reachable());
}
