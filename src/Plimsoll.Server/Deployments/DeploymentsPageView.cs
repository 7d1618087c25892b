using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>The list of deployments, newest first.</summary>
internal static class DeploymentsPageView
{
    private const int Shown = 50;

    public static DeploymentsView Of(Sight sight, string service, int from)
    {
        var all = sight.Deployments.Where(d => service == "" || d.Service == service)
            .OrderByDescending(d => d.Order.At).ToList();
        return new DeploymentsView(
            Sentence(all), Listing.Filters("/deployments", sight.Services, service),
            [.. all.Skip(from).Take(Shown).Select(d => Row(sight, d))],
            Listing.Older("/deployments", service, from + Shown, all.Count),
            all.Exists(d => d.IsUnderWay && d.Question is null))
        {
            Drills = [.. sight.Services.Where(s => s.Name == service || sight.Services.Count == 1)
                .SelectMany(s => s.Environments.Select(e => DrillRows.Of(sight, s.Name, e)).OfType<DrillRow>())],
        };
    }

    private static DeploymentRow Row(Sight sight, Deployment run) => new(
        DeploymentPageView.HrefOf(run.Id), run.Id, sight.TitleOf(run.Service), run.Order.Version, run.Environment,
        run.Tag, run.Sign,
        DeploymentViews.Sentence(run, sight).Sentence, run.StartedAt == default ? run.Order.At : run.StartedAt, run.Took,
        DeploymentPageView.Asker(sight, run));

    private static string Sentence(List<Deployment> all)
    {
        var (asking, active, pending) = (all.Count(d => d.Question is not null),
            all.Count(d => d.IsActive && d.Question is null),
            all.Count(d => d.Status == DeploymentStatus.Pending));
        if (all.Count == 0) return "There is no deployment yet.";
        if (asking + active + pending == 0) return "No deployment is under way.";
        string[] parts =
        [
            asking > 0 ? Words.Count(asking, "deployment waits for an answer", "deployments wait for an answer") : "",
            active > 0 ? Words.Count(active, "deployment runs", "deployments run") : "",
            pending > 0
                ? Words.Count(pending, "deployment waits for its lane", "deployments wait for their lanes")
                : "",
        ];
        return string.Join(", ", parts.Where(p => p != "")) + ".";
    }
}
