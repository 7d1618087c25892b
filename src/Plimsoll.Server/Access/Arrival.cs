using System.Net;
using Microsoft.Extensions.Primitives;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>How a request came here: over this machine, over TLS of its own, or through a proxy of the settings.</summary>
/// <remarks>The front door refuses whoever else sends such headers.</remarks>
public sealed class Arrival(RequestDelegate next, OutsideAddress outside)
{
    private const string Proto = "X-Forwarded-Proto";
    private const string Host = "X-Forwarded-Host";
    private const string Prefix = "X-Forwarded-Prefix";
    private const string For = "X-Forwarded-For";

    public Task Invoke(HttpContext http)
    {
        var refusal = !outside.IsOpen ? null
            // A proxy may speak TLS to this server as well.
            : outside.IsProxy(http.Connection.RemoteIpAddress) && http.Request.Headers.ContainsKey(Proto) ? Through(http)
            : http.Request.IsHttps ? OverTls(http)
            : http.Connection.LocalPort == outside.RedirectPort ? Elsewhere(http)
            : null;
        return refusal is null ? next(http) : refusal.ExecuteAsync(http);
    }

    private Problem? OverTls(HttpContext http)
    {
        if (!Strip(http)) return NotHere;
        http.Features.Set(new CameFromOutside());
        return null;
    }

    private Problem? Through(HttpContext http)
    {
        var (headers, request) = (http.Request.Headers, http.Request);
        if (!Is(headers[Proto], "https")) return NotProtected;
        if (headers[Prefix].Count > 0 && !Is(headers[Prefix], outside.Prefix)) return NotHere;
        if (headers[Host] is { Count: > 0 } host)
        {
            if (host is not [{ Length: > 0 } one] || one.Contains(',')) return Unclear(Host);
            request.Host = new HostString(one);
        }

        if (SenderOf(headers[For]) is not { } sender) return Unclear(For);
        if (!sender.Equals(IPAddress.None)) http.Connection.RemoteIpAddress = sender;
        // A proxy may have taken the path away already.
        if (!Strip(http)) request.PathBase = outside.Prefix;
        request.Scheme = "https";
        http.Features.Set(new CameFromOutside());
        return null;
    }

    /// <summary>The last sender that is none of ours; whatever stands before it anybody may have written.</summary>
    private IPAddress? SenderOf(StringValues said)
    {
        var hops = said.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var at = hops.Length - 1; at >= 0; at--)
        {
            if (!IPAddress.TryParse(hops[at], out var hop)) return null;
            if (at == 0 || !outside.IsProxy(hop)) return hop;
        }

        return IPAddress.None;
    }

    private bool Strip(HttpContext http)
    {
        if (outside.Prefix == "") return true;
        if (!http.Request.Path.StartsWithSegments(outside.Prefix, StringComparison.Ordinal, out var rest)) return false;
        http.Request.PathBase = outside.Prefix;
        http.Request.Path = rest.HasValue ? rest : "/";
        return true;
    }

    // Where to is the setting's word, never the request's.
    private IResult? Elsewhere(HttpContext http) => FrontDoor.Changes(http.Request.Method)
        ? NotProtected
        : Results.Redirect(
            outside.Origin + http.Request.Path.ToUriComponent() + http.Request.QueryString,
            permanent: true, preserveMethod: true);

    private static bool Is(StringValues said, string wanted) => said is [var one] && one is not null
        && string.Equals(one.Trim().TrimEnd('/'), wanted, StringComparison.OrdinalIgnoreCase);

    private Problem NotHere => new(
        404, "There is nothing at this address", $"Plimsoll is reached at {outside.Url}/ only. Nothing was done.")
    {
        Code = "access.other-prefix",
    };

    private static Problem NotProtected { get; } = new(
        403, "Only over https", "Nothing was done: what is sent over plain http can be read on its way.")
    {
        Code = "access.not-https",
    };

    private static Problem Unclear(string header) => new(
        400, "How this request came is not clear",
        $"Nothing was done. The proxy in front sets {header} to one plain value; this one is none.")
    {
        Code = "access.forwarded",
    };
}

/// <summary>On a request that came from beyond this machine, over TLS.</summary>
public sealed class CameFromOutside;

public static class Arrivals
{
    public static bool IsFromOutside(this HttpContext http) => http.Features.Get<CameFromOutside>() is not null;

    /// <summary>What links of this server begin with, for whoever asks now.</summary>
    public static string Here(this HttpContext http) =>
        $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";

    /// <summary>What links begin with that go to somebody else.</summary>
    public static string Reached(this HttpContext http) =>
        http.RequestServices.GetRequiredService<OutsideAddress>() is { IsOpen: true } outside ? outside.Url : http.Here();
}
