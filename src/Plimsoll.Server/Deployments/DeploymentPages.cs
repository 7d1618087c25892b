using System.Text;
using Plimsoll.Core.Deployments;
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
            for (var page = store.Read(attempt.Key(run), 0, Piece); page.Count > 0;
                 page = store.Read(attempt.Key(run), page[^1].Number + 1, Piece))
                foreach (var segment in page)
                    await to.WriteAsync(segment.Text, stop);
            if (attempt.Sentence != "")
                await to.WriteAsync(Line($"-- {attempt.Sign.Word}: {attempt.Sentence}"), stop);
        }
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
