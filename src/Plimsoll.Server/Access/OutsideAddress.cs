using Microsoft.Extensions.Primitives;

namespace Plimsoll.Server.Access;

/// <summary>Where a proxy on this machine is reached from elsewhere; only pages marked for it answer there.</summary>
/// <param name="Origin">Scheme, host and port: <c>https://plimsoll.example.org</c>; empty: there is none.</param>
public sealed record OutsideAddress(string Origin)
{
    private readonly string _host = Origin == "" ? "" : new Uri(Origin).Authority;

    public bool IsHost(HostString host) =>
        _host != "" && string.Equals(host.Value, _host, StringComparison.OrdinalIgnoreCase);

    public bool IsOrigin(StringValues origin) =>
        Origin != "" && origin.Count == 1 && string.Equals(origin, Origin, StringComparison.OrdinalIgnoreCase);

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
