using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;

namespace Plimsoll.Server.Health;

/// <summary>Spans of requests carry the template of their address: addresses hold ids, and some of them a key.</summary>
internal sealed class RequestSpans : BaseProcessor<Activity>
{
    public const string Source = "Microsoft.AspNetCore";
    private const string Method = "http.request.method";
    private const string Route = "http.route";
    private const string Status = "http.response.status_code";

    /// <summary>After the routing: from here on it is known which template an address fits.</summary>
    public static void Name(WebApplication app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span) return;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = $"{http.Request.Method} {route}".Trim();
        span.SetTag(Method, http.Request.Method).SetTag(Route, route).SetTag(Status, http.Response.StatusCode);
    });

    /// <summary>Whatever a version of .NET adds by itself, such as the address, stays here.</summary>
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != Source) return;
        foreach (var tag in data.TagObjects.Select(t => t.Key).Except([Method, Route, Status]).ToList()) data.SetTag(tag, null);
    }
}
