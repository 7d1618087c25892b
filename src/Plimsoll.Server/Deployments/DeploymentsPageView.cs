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
        var known = sight.Known;
        var all = sight.Deployments(service).Where(d => service == "" || d.Service == service);
        var shown = all.Skip(from).Take(Shown + 1).ToList();
        var runs = sight.Runs.Where(d => service == "" || d.Service == service).ToList();
        return new DeploymentsView(
            Sentence(runs, all.Any()), Listing.Filters("/deployments", known, service),
            [.. shown.Take(Shown).Select(d => Row(sight, d))],
            Listing.Older("/deployments", service, from + Shown, shown.Count > Shown),
            runs.Exists(d => d.IsUnderWay && d.Question is null))
        {
            Find = Listing.Find("/deployments", known, service),
            Drills = (known.All is [var only] ? only : sight.Service(service)) is { } one
                ? [.. one.Environments.Select(e => DrillRows.Of(sight, one.Name, e)).OfType<DrillRow>()] : [],
        };
    }

    private static DeploymentRow Row(Sight sight, Deployment run) => new(
        DeploymentPageView.HrefOf(run.Id), run.Id, sight.TitleOf(run.Service), run.Order.Version, run.Environment,
        run.Tag, run.Sign,
        DeploymentViews.Sentence(run, sight).Sentence, run.StartedAt == default ? run.Order.At : run.StartedAt, run.Took,
        DeploymentPageView.Asker(sight, run));

    private static string Sentence(List<Deployment> runs, bool any)
    {
        var (asking, active, pending) = (runs.Count(d => d.Question is not null),
            runs.Count(d => d.IsActive && d.Question is null),
            runs.Count(d => d.Status == DeploymentStatus.Pending));
        if (!any) return "There is no deployment yet.";
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
