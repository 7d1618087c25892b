using Plimsoll.Core.Incidents;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>The pages about incidents.</summary>
public static class IncidentPages
{
    public static void MapIncidentPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/incidents", (HttpContext http, int? from) => http.Page<IncidentsPage, IncidentsView>(
            IncidentsPageView.Of(Sight.Of(http), Math.Max(0, from ?? 0))));
        app.MapGet("/incidents/{id}", (HttpContext http, string id, int? before, int? correct) =>
            IncidentSeen.Find(Sight.Of(http), id) is { } seen
                ? http.Page<IncidentPage, IncidentView>(
                    IncidentPageView.Of(seen, Math.Max(0, before ?? 0), Math.Max(0, correct ?? 0)))
                : http.NoIncident(id));
        app.MapGet("/incidents/{id}/review", (HttpContext http, string id) =>
            IncidentSeen.Find(Sight.Of(http), id) is { } seen
                ? http.Page<IncidentReviewPage, IncidentReviewView>(IncidentReviewPageView.Of(seen))
                : http.NoIncident(id));
        app.MapGet("/incidents/{id}/review.md", (HttpContext http, string id) =>
            IncidentSeen.Find(Sight.Of(http), id) is { } seen
                ? Results.File(System.Text.Encoding.UTF8.GetBytes(
                    ReviewDocument.Of(seen.Incident, seen.Playbook, seen.Sight.Now)), "text/markdown; charset=utf-8",
                    $"{seen.Incident.Id}.md")
                : http.NoIncident(id));
        app.MapIncidentForms();
    }

    internal static IResult NoIncident(this HttpContext http, string id) => http.Problem(
        404, "There is no such incident", $"Nobody declared {id}. The list of incidents shows what there is.",
        "plimsoll incident list", "incident.unknown");
}
