using Microsoft.AspNetCore.Http.Features;

namespace Plimsoll.Server.Site;

/// <summary>How much a request may bring; Kestrel refuses more as soon as it is said or sent.</summary>
internal static class BodySizes
{
    private const long MiB = 1024 * 1024;

    // Evidence has 50 MiB and travels as base64. Notes have 16 MiB, each character escaped at worst.
    // The most that an incident is told: 64 KiB of a command's output, each character escaped.
    private static readonly (string Path, long Most)[] Sizes =
    [
        ("/incidents", MiB / 2), ("/api/v1/incidents", MiB / 2), ("/api/v1/secrets", MiB / 2),
        ("/api/v1/releases", 80 * MiB), ("/releases", 80 * MiB), ("/api/v1/services", 12 * MiB),
        ("/api/v1/guide", 4 * MiB), ("/webhooks/github", 25 * MiB),
    ];

    private const long Otherwise = MiB;

    public static void UseBodySizes(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostOf(http.Request.Path);
        return next();
    });

    internal static long MostOf(PathString path) =>
        Sizes.Where(size => path.StartsWithSegments(size.Path)).Select(size => size.Most)
            .DefaultIfEmpty(Otherwise).First();
}
