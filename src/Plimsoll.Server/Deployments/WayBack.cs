using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Semver;

namespace Plimsoll.Server.Deployments;

/// <summary>What rolling back would do now, computed as the command itself would decide it.</summary>
internal static class WayBack
{
    /// <summary>Null where it is not the newest on its lane, or there is nothing to go back to.</summary>
    public static RollbackView? Of(Sight sight, Deployment run)
    {
        if (run.IsRollback
            || !IsNewest(sight.Lane(run.Service, run.Environment), run)) return null;
        return Order(sight, run) is { } order ? new RollbackView(order.Version, Consequence(sight, run, order)) : null;
    }

    /// <summary>What aligning would change; empty where all targets run what is on record, or must not.</summary>
    public static string Aligning(Sight sight, Deployment run)
    {
        var lane = sight.Lane(run.Service, run.Environment);
        if (!IsNewest(lane, run)
            || !sight.May(Lane.StreamOf(run.Service, run.Environment), new AlignLane("align", "…"))) return "";
        if (!lane.Drift.IsEmpty)
            return $"{string.Join("; ", lane.Drift.Select(d => d.Value.On(d.Key)))}. This puts back what is on record; "
                + "to keep what runs, adopt it: "
                + $"`plimsoll service adopt {lane.Service} VERSION --environment {lane.Environment}`.";
        var newest = lane.Targets.Values.MaxBy(t => t.Since)!;
        List<string> behind =
        [
            .. from target in lane.Targets
               where (target.Value.Version, target.Value.Digest) != (newest.Version, newest.Digest)
               select target.Key,
        ];
        return $"{run.Environment} is mixed: {(behind.Count <= 4 ? string.Join(", ", behind)
            : Words.Count(behind.Count, "target", "targets"))} did not get `{newest.Version}`. Aligning deploys it there, "
            + "without migrating again; rolling back returns the others.";
    }

    private static bool IsNewest(Lane lane, Deployment run) => lane.Active is { } active
        ? active.Deployment.Deployment == run.Id
        : lane.Targets.Values.Any(t => t.Deployment == run.Id)
            && lane.Targets.Values.MaxBy(t => t.Since)?.Deployment == run.Id;

    private static Queued? Order(Sight sight, Deployment run)
    {
        var stream = Lane.StreamOf(run.Service, run.Environment);
        var (ruling, _) = sight.World.Decide(stream, new Rollback($"{run.Id}-rollback", "…"),
            StateKinds.OfCore.EmptyOf(stream),
            sight.World.Reader(), new Moment(sight.Now, sight.Actor));
        return ruling.Events.OfType<DeploymentQueued>().FirstOrDefault()?.Deployment;
    }

    private static string Consequence(Sight sight, Deployment run, Queued order)
    {
        var time = WayBackTime.Of(sight, run.Service, [run.Environment], run.Order.Version)?.Sentence
            ?? "How long it takes is not measured yet.";
        return $"Puts {Targets(sight, run, order)} back on `{order.Version}`, the last known good. "
            + $"{Data(sight, run, order)} {time} {run.Order.Version} is marked bad on {run.Environment}.";
    }

    private static string Targets(Sight sight, Deployment run, Queued order)
    {
        var lane = sight.Lane(run.Service, run.Environment);
        var all = (run.Inputs?.Environment.Targets ?? []).Select(t => t.Name).ToList();
        var back = order.Leaves == "" ? all
            : all.FindAll(t => run.Touched.Contains(t) || lane.Targets.GetValueOrDefault(t)?.Digest != order.Digest);
        if (back.Count == 0) back = all;
        return back.Count <= 4 ? string.Join(", ", back) : Words.Count(back.Count, "target", "targets");
    }

    /// <summary>The worst that any release after the last known good does to data.</summary>
    private static string Data(Sight sight, Deployment run, Queued order)
    {
        var (good, left) = (Read(order.Version), Read(run.Order.Version));
        var after = sight.Releases(run.Service).Where(r => IsBetween(Read(r.Version), good, left)).ToList();
        if (after.FirstOrDefault(r => r.RollbackPlan is null) is { } silent)
            return $"What happens to data is not stated for {silent.Version}.";
        var worst = after.MaxBy(r => r.RollbackPlan?.Data);
        return worst?.RollbackPlan is not { } plan ? "What happens to data is not stated."
            : plan.Data == DataClass.Irreversible ? $"{plan.Data.Words} ({worst.Version}). {plan.Mitigation.Sentence}"
            : $"{plan.Data.Words}.";
    }

    private static bool IsBetween(SemVersion version, SemVersion good, SemVersion left) =>
        version.ComparePrecedenceTo(good) > 0 && version.ComparePrecedenceTo(left) <= 0;

    private static SemVersion Read(string version) => SemVersion.Parse(version, SemVersionStyles.Strict);
}
