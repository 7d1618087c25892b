using System.Net;
using Microsoft.Extensions.Primitives;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Before anything else: is this meant for this server, and did one of its own pages send it?</summary>
/// <remarks>Stops names bent to this address (DNS rebinding) and forms of other sites and ports.</remarks>
public sealed class FrontDoor(RequestDelegate next, OutsideAddress outside, Roster roster)
{
    // What only a proxy says: behind one that nobody named, everybody would look like this machine's own people.
    private static readonly string[] OfProxies =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP"];

    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    public Task Invoke(HttpContext http) => Refusal(http) is { } refusal ? refusal.ExecuteAsync(http) : next(http);

    public static bool Changes(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method)
        && !HttpMethods.IsTrace(method);

    private Problem? Refusal(HttpContext http)
    {
        if (http.IsFromOutside()) return FromOutside(http);
        if (http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from))
            return outside.IsOpen ? NoWay : Elsewhere;
        if (OfProxies.Any(http.Request.Headers.ContainsKey) && !OutsideAddress.MayReach(http)) return UnnamedProxy;
        if (!IsOwnHost(http))
            return WrongHost(http.Connection.LocalPort);
        return Changes(http.Request.Method) && !IsOwnOrigin(http) ? OtherOrigin : null;
    }

    private Problem? FromOutside(HttpContext http)
    {
        if (!outside.IsHost(http.Request.Host)) return OtherName(outside.Url);
        // A name somebody types would be believed there.
        if (!roster.HasAccounts && !OutsideAddress.MayReach(http)) return Elsewhere;
        var (origin, site) = (http.Request.Headers.Origin, http.Request.Headers["Sec-Fetch-Site"]);
        return Changes(http.Request.Method) && !(IsOnly(origin, outside.Origin) && IsOnly(site, "same-origin"))
            ? OtherOrigin : null;
    }

    private bool IsOwnHost(HttpContext http) =>
        (outside.IsHost(http.Request.Host) && OutsideAddress.MayReach(http)) || OwnNames.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && (http.Request.Host.Port ?? 80) == http.Connection.LocalPort;

    // Programs send neither header. A browser sends at least one of them with everything that is not GET or HEAD.
    private bool IsOwnOrigin(HttpContext http)
    {
        var request = http.Request;
        var (origin, site) = (request.Headers.Origin, request.Headers["Sec-Fetch-Site"]);
        var own = $"{request.Scheme}://{request.Host}";
        var ours = IsOnly(origin, own) || (outside.IsOrigin(origin) && OutsideAddress.MayReach(http));
        return ours && IsOnly(site, "same-origin");
    }

    private static bool IsOnly(StringValues sent, string wanted) =>
        sent.Count == 0 || (sent.Count == 1 && string.Equals(sent, wanted, StringComparison.OrdinalIgnoreCase));

    private static readonly Problem Elsewhere = new(
        403, "This server answers on its own machine only",
        "The request came over the network, and nothing was done. Forward the port with `ssh -L` and ask again.")
    {
        Code = "access.not-loopback",
    };

    private static readonly Problem NoWay = new(
        403, "Only over https, or through the proxy",
        "Nothing was done. The request came over the network in plain http, and the proxy in front did not say how it "
        + "got it: it sends `X-Forwarded-Proto` from an address of PLIMSOLL_BEHIND.")
    {
        Code = "access.not-https",
    };

    private static readonly Problem UnnamedProxy = new(
        403, "Through a proxy nobody named",
        "Nothing was done. A proxy brought the request. Let it send `X-Forwarded-Proto`, and name its address with "
        + "`--behind` or PLIMSOLL_BEHIND; the handbook shows how under network.")
    {
        Code = "access.unnamed-proxy",
    };

    private static Problem OtherName(string url) => new(
        421, "This server has another name", $"It is reached at {url}. Nothing was done.")
    {
        Code = "access.other-host",
    };

    private static readonly Problem OtherOrigin = new(
        403, "Not done: another site sent this",
        "Only pages of this server may change something here. Open the page on this address and send it from there.")
    {
        Code = "access.other-origin",
    };

    private static Problem WrongHost(int port) => new(
        421, "This server has another name",
        $"It is reached as `127.0.0.1:{port}` or `localhost:{port}`; through an SSH tunnel the port must be the same "
        + "at both ends. Nothing was done.")
    {
        Code = "access.other-host",
    };
}
