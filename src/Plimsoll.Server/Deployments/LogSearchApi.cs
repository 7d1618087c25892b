using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Words looked for in a deployment's log, over the HTTP API.</summary>
public static class LogSearchApi
{
    private const int MostHits = 500;
    private const int UsualHits = 100;

    public static void MapLogSearchApi(this IEndpointRouteBuilder api) => api.MapGet("/deployments/{id}/log/search",
        (HttpContext http, string id, string? find, string? after, int? limit, Sight sight, SegmentStore store) =>
            DeploymentApi.Find(sight, id) is not { } run ? DeploymentApi.Missing(id)
            : WhyNot(find ?? "") is { } refusal ? Answers.Problem(refusal)
            : Results.Ok(View(http, new LogSearch(run, store, find ?? ""), after ?? "", limit ?? UsualHits)))
        .Produces<LogSearchPage>();

    internal static Refusal? WhyNot(string words) => words.Length is > 0 and <= LogSearch.LongestWords ? null
        : Refusal.Invalid(words == ""
            ? "Nothing was given to look for; say with find which text the lines hold."
            : $"The text to look for has {words.Length} characters; at most {LogSearch.LongestWords} are looked for: "
                + "give a part of it.");

    private static LogSearchPage View(HttpContext http, LogSearch search, string after, int limit)
    {
        var hits = search.From(LogSpot.Read(after), Math.Clamp(limit, 1, MostHits));
        return new LogSearchPage([.. hits.Found.Select(hit => View(http, search.Run, hit))], $"{hits.Next}");
    }

    private static LogHitView View(HttpContext http, Deployment run, LogHit hit)
    {
        var attempt = new AttemptLines(run, hit.Spot.Attempt - 1);
        return new LogHitView(hit.Spot.Attempt, attempt.Attempt.Name, attempt.Target, hit.Spot.Line, hit.At, hit.Text,
            http.Request.PathBase + LogAddress.Of(run.Id, hit.Spot));
    }
}
