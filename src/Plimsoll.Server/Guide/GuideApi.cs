using System.Text.Json.Nodes;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Guide;

/// <summary>The guide part of the HTTP API: what is in force, and applying another.</summary>
public static class GuideApi
{
    public static void MapGuideApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/guide", (Desk desk) => desk.World.Get<GuideBook>(GuideBook.Stream).Newest is { } playbook
            ? Results.Text(PlaybookJson.Write(playbook), "application/json")
            : Answers.Problem(Refusal.NotFound("No guide is applied; apply one with `plimsoll guide apply FILE`."))).Produces<JsonObject>();
        api.MapPost("/guide/apply", (ApplyGuide body, Desk desk, HttpContext http) =>
            http.Change(desk, GuideChange.Of(body))).Produces<GuideChangeView>();
        api.MapGuideProposals();
    }
}
