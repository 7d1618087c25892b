using Plimsoll.Core.Access;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Health;

/// <summary>How the server is: for load balancers, for whoever watches it, and for Prometheus.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/ready", async (Readiness readiness) => await readiness.Look() is var ready && ready == Ready.Yes
            ? Results.Text($"{ready.Sentence}\n")
            : Results.Text($"{ready.Sentence}\n", statusCode: 503)).AllowAnonymous();
        app.MapGet("/health", Health).AllowAnonymous();
        app.MapGet("/metrics", (MetricsPage page) => Results.Text(page.Write(), PrometheusText.ContentType));
    }

    public static void MapNodes(this IEndpointRouteBuilder api) => api.MapGet(
        "/nodes", (NodeBoard board, CancellationToken stop) => board.LookSoon(stop));

    public static void MapSystemPage(this IEndpointRouteBuilder app) => app.MapGet("/settings/system",
        async (HttpContext http, Checkup checkup, NodeBoard board, CancellationToken stop) => http.Page<SystemPage, SystemPageView>(
            new SystemPageView(board.Look(), await checkup.Look(Viewer.Of(http).IsOpenAbout, stop))));

    /// <summary>Reasons only for who may read them; the colour for everybody.</summary>
    private static async Task<IResult> Health(HttpContext http, Checkup checkup, Feed feed, CancellationToken stop)
    {
        // Who may read reasons is nothing it could know any more.
        if (feed.TooOld != "") return Results.Json(new HealthView(HealthPart.WordOf(Colour.Red), null), statusCode: 503);
        // The node's own token breaks glass, and what nobody has to sign in for breaks none.
        var detailed = http.May(Permissions.Watch, Scope.Organisation) && http.Features.Get<Caller>() is not { Way: Way.Node };
        var parts = await checkup.Look(detailed ? Viewer.Of(http).IsOpenAbout : _ => false, stop);
        var worst = HealthPart.Worst(parts);
        return Results.Json(
            new HealthView(HealthPart.WordOf(worst), detailed ? [.. parts.Select(p => p.View)] : null),
            statusCode: worst == Colour.Red ? 503 : 200);
    }
}
