using Microsoft.AspNetCore.Http.Features;

namespace Plimsoll.Server.Incidents;

/// <summary>What people write about incidents stays for ever, so no single request may bring a flood of it.</summary>
internal static class BodySizes
{
    // The most that is meant: 64 KiB of a command's output, each character escaped.
    private const long Most = 512 * 1024;

    public static void UseBodySizes(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if ((http.Request.Path.StartsWithSegments("/incidents") || http.Request.Path.StartsWithSegments("/api/v1/incidents"))
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Most;
        return next();
    });
}
