using System.Text;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>The pages about deployments.</summary>
public static class DeploymentPages
{
    private const int Piece = 16;

    public static void MapDeploymentPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/deployments", (HttpContext http, string? service, int? from) =>
            http.Page<DeploymentsPage, DeploymentsView>(
                DeploymentsPageView.Of(Sight.Of(http), service ?? "", Math.Max(0, from ?? 0))));
        app.MapGet("/deployments/{id}",
            (HttpContext http, string id, string? target, string? errors, Sight sight, SegmentStore store) =>
            DeploymentApi.Find(sight, id) is { } run
                ? http.Page<DeploymentPage, DeploymentView>(
                    DeploymentPageView.Of(sight, run, store, target ?? "", errors == "1"))
                : http.NoDeployment(id));
        app.MapGet("/deployments/{id}/raw", (HttpContext http, string id, Sight sight, SegmentStore store) =>
            DeploymentApi.Find(sight, id) is { } run
                ? Results.Stream(to => Raw(run, store, to, http.RequestAborted), "text/plain; charset=utf-8")
                : http.NoDeployment(id));
        app.MapGet("/lanes/{service}/{environment}/drill-output", Drill);
        app.MapLogPages();
        app.MapLogStream();
        app.MapDeploymentForms();
    }

    internal static IResult NoDeployment(this HttpContext http, string id) => http.Problem(
        404, "There is no such deployment",
        $"Nothing was deployed as {id}. The list of deployments shows what there is.",
        "plimsoll deployment list", "deployment.unknown");

    /// <summary>Everything that is kept, byte for byte, with a heading for each attempt.</summary>
    private static async Task Raw(Deployment run, SegmentStore store, Stream to, CancellationToken stop)
    {
        foreach (var attempt in run.Attempts)
        {
            await to.WriteAsync(Line($"== {attempt.Name}  {Words.Machine(attempt.StartedAt)}"), stop);
            await Raw(attempt.Key(run), store, to, stop);
            if (attempt.Sentence != "")
                await to.WriteAsync(Line($"-- {attempt.Sign.Word}: {attempt.Sentence}"), stop);
        }
    }

    private static async Task Raw(string key, SegmentStore store, Stream to, CancellationToken stop)
    {
        for (var page = store.Read(key, 0, Piece); page.Count > 0; page = store.Read(key, page[^1].Number + 1, Piece))
            foreach (var segment in page)
                await to.WriteAsync(segment.Text, stop);
    }

    /// <summary>What the newest restore drill of an environment wrote; for the page and for programs.</summary>
    internal static IResult Drill(HttpContext http, string service, string environment, Sight sight, SegmentStore store) =>
        sight.Lane(service, environment).Drill is { } drill
            ? Results.Stream(to => Raw(Drills.KeyOf(service, environment, drill), store, to, http.RequestAborted),
                "text/plain; charset=utf-8")
            : Answers.Problem(Refusal.NotFound($"No restore drill of {service} on {environment} is on record; "
                + $"`plimsoll service drill {service} {environment}` runs one."));

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
