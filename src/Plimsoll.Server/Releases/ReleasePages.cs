using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Page = Plimsoll.Server.Site.Views.ReleaseView;

namespace Plimsoll.Server.Releases;

/// <summary>The pages about releases.</summary>
public static class ReleasePages
{
    public static void MapReleasePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/releases", (HttpContext http, string? service, int? from) => http.Page<ReleasesPage, ReleasesView>(
            ReleasesPageView.Of(Sight.Of(http), service ?? "", Math.Max(0, from ?? 0))));
        app.MapGet("/releases/{service}/{version}", (HttpContext http, string service, string version) =>
            Sight.Of(http) is var sight && sight.Release(service, version) is { Exists: true } release
                ? http.Page<ReleasePage, Page>(ReleasePageView.Of(sight, release))
                : http.NoRelease(service, version));
        app.MapReleaseForms();
    }

    internal static IResult NoRelease(this HttpContext http, string service, string version) => http.Problem(
        404, "There is no such release",
        $"Nobody created {version} of {service}. The list of releases shows what there is.",
        "plimsoll release list", "release.unknown");
}
