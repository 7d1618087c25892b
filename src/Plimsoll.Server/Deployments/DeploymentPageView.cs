using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>Turns a deployment into what its page tells.</summary>
internal static class DeploymentPageView
{
    public static DeploymentView Of(Sight sight, Deployment run, SegmentStore store, string target, bool errors) => new(
        run.Id, run.Service, sight.TitleOf(run.Service), Title(sight, run), run.Sign, DeploymentViews.Sentence(run, sight).Sentence,
        run.IsActive ? run.StartedAt : null,
        run.Tag, [.. Meta(sight, run)], DeploymentQuestion.Of(run), Hold(sight, run),
        DeploymentGrid.Of(run), [.. Verification(run)], new DeploymentOutput(run, store, target, errors).View(),
        WayBack.Of(sight, run), Cancelling(sight, run), Retrying(sight, run), [.. DeploymentFacts.Of(sight, run)],
        !run.HasEnded && run.Question is null)
    {
        Aligning = WayBack.Aligning(sight, run),
    };

    public static string HrefOf(string id) => $"/deployments/{Uri.EscapeDataString(id)}";

    public static string Title(Sight sight, Deployment run) => run.Order.Kind == DeploymentKind.Rollback
        ? $"{sight.TitleOf(run.Service)} back to {run.Order.Version} on {run.Environment}"
        : $"{sight.TitleOf(run.Service)} {run.Order.Version} to {run.Environment}";

    /// <summary>Whoever shipped the release or ordered the deployment itself; or Plimsoll, by policy.</summary>
    public static string Asker(Sight sight, Deployment run) => run.Order.Kind != DeploymentKind.Rollback
        && sight.World.Get<Shipment>(Shipment.StreamOf(run.Order.Shipment)) is { Exists: true } shipment
            ? shipment.By
            : Words.Person(run.Order.By);

    private static IEnumerable<MetaView> Meta(Sight sight, Deployment run)
    {
        yield return new MetaView("box", $"artifact `{Words.Hash(run.Order.Digest)}`");
        yield return new MetaView("user", $"Asked for by {Asker(sight, run)}, {Words.Stamp(run.Order.At)}");
        if (run.Took is { } took) yield return new MetaView("clock", $"Took {Words.Exactly(took)}");
        foreach (var incident in IncidentSeen.About(sight, run.Id))
            yield return new MetaView("fire", $"{incident.Id}, {incident.Status.Word}", IncidentSeen.HrefOf(incident.Id));
        if (run.Order.Candidate > 0)
            yield return new MetaView("rocket", $"Release {run.Order.Version}",
                ReleaseSeen.HrefOf(run.Service, run.Order.Version));
    }

    private static HoldView? Hold(Sight sight, Deployment run)
    {
        var lane = sight.Lane(run.Service, run.Environment);
        var found = lane.Holds.LastOrDefault(h => h.IsBy(run)) ?? lane.Holds.LastOrDefault();
        return found is null ? null : LaneHold.Of(sight, lane, found) with { Href = "" };
    }

    private static IEnumerable<CheckView> Verification(Deployment run) =>
        from action in run.Plan
        where action.Phase == Phase.Verify || action.Work == Work.Health
        let title = action.Phase == Phase.Verify ? action.Key : $"{action.Name}: {action.Target}"
        let latest = run.Latest(action.Key)
        let seen = Seen(run, action, latest)
        select new CheckView(seen.Sign, title.Capital, seen.Detail, latest?.EndedAt);

    private static (Sign Sign, string Detail) Seen(Deployment run, PlannedAction action, Attempt? latest) =>
        run.Skipped.Contains(action.Key) ? (new Sign(Mark.Skip, "skipped"), "Skipped by a person.")
        : latest is not null ? (latest.Sign, latest.IsOpen ? "It is running." : latest.Sentence.Sentence)
        : (new Sign(Mark.Wait, "pending"), run.HasEnded ? "It was not reached." : "It has not started.");

    private static string Cancelling(Sight sight, Deployment run)
    {
        if (run.Status == DeploymentStatus.Pending) return "It is taken out of the queue. Nothing was changed yet.";
        if (!sight.May(Deployment.StreamOf(run.Id), new CancelDeployment("…"))) return "";
        return run.Touched.Count == 0
            ? "What runs is stopped. No target was changed yet."
            : $"What runs is stopped. {Words.Count(run.Touched.Count, "target stays", "targets stay")} as changed; " +
                "roll back to return them.";
    }

    private static string Retrying(Sight sight, Deployment run) =>
        sight.May(Deployment.StreamOf(run.Id), new RetryDeployment())
        ? $"Runs {string.Join(", ", run.Question?.Actions ?? [])} again with exactly the same inputs."
        : "";
}
