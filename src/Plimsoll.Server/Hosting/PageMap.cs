using Plimsoll.Server.Calendar;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Guide;
using Plimsoll.Server.Health;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.OnCall;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Hosting;

/// <summary>Every page of the site and the forms on them.</summary>
public static class PageMap
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext http, string? find, int? from) => Overview(http, find?.Trim() ?? "", from ?? 0));
        app.MapReleasePages();
        app.MapDeploymentPages();
        app.MapCalendarPages();
        app.MapIncidentPages();
        app.MapGuidePages();
        app.MapOnCallForms();
        app.MapOutboxPages();
        app.MapSecretPages();
        app.MapSystemPage();
    }

    private static IResult Overview(HttpContext http, string find, int from) =>
        Destinations.Named(Sight.Of(http), find) is { Length: > 0 } there ? Results.LocalRedirect("~" + there)
        : http.Page<OverviewPage, OverviewView>(OverviewPageView.Of(Sight.Of(http), find, Math.Max(0, from)));
}
