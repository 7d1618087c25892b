using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Incidents;

/// <summary>The incidents part of the HTTP API: what can be read.</summary>
public static class IncidentApi
{
    public static void MapIncidentReads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/incidents", List);
        var one = api.MapGroup("/incidents/{id}");
        one.MapGet("", (string id, int? before, Sight sight) => sight.Incident(id) is { } incident
            ? Results.Ok(IncidentViews.Detail(incident, sight.World, sight.Now, before ?? int.MaxValue))
            : Missing(id)).Produces<IncidentDetail>();
        one.MapGet("/next", (string id, Sight sight) => sight.Incident(id) is { } incident
            ? Results.Ok(NextSteps.Of(incident, sight.World, sight.Now))
            : Missing(id)).Produces<NextView>();
        one.MapGet("/review", (string id, Sight sight) => sight.Incident(id) is { } incident
            ? Results.Text(
                ReviewDocument.Of(incident, IncidentViews.PlaybookOf(incident, sight.World), sight.Now),
                "text/markdown; charset=utf-8")
            : Missing(id)).Produces<string>(200, "text/markdown");
        one.MapGet("/review/{section}", (string id, string section, Sight sight) =>
            sight.Incident(id) is not { } incident ? Missing(id)
            : !Sections.All.Contains(section) ? Answers.Problem(NoSection(section))
            : Results.Ok(IncidentViews.Section(incident, section))).Produces<SectionView>();
    }

    /// <summary>An incident by its id as somebody writes it; null when there is none.</summary>
    public static Incident? Incident(this Sight sight, string id) =>
        sight.World.Get<Incident>(StreamOf(id)) is { Exists: true } found ? found : null;

    public static StreamName StreamOf(string id) => Core.Incidents.Incident.StreamOf(IncidentNumbers.Read(id));

    public static IResult Missing(string id) => Answers.Problem(NotThere(id));

    public static Refusal NotThere(string id) => Refusal.NotFound(
        $"There is no incident {IncidentNumbers.Read(id)}; `plimsoll incident list` shows them.");

    /// <summary>Open ones first, the worst of them first; then the newest.</summary>
    private static IEnumerable<IncidentSummary> List(
        bool? open, string? service, bool? mine, Sight sight) =>
        (from found in sight.World.All<Incident>()
         let incident = found.Value
         where incident.Exists && (service is null || incident.Service == service)
         where open is null || incident.Status.IsOver != open
         where mine != true || IncidentViews.Concerns(incident, sight.Actor, sight.World, sight.Now)
         orderby incident.Status.IsOver, incident.Status.IsResponse descending,
             incident.Status.IsResponse ? incident.Severity : Severity.Low descending, incident.DeclaredAt descending
         select IncidentViews.Summary(incident, sight.World, sight.Now)).Take(500);

    private static Refusal NoSection(string section) =>
        Refusal.NotFound($"A review has no part {section}; it has {string.Join(", ", Sections.All)}.");
}
