using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// Capacity: how many deployments a node carries at once, and how many pieces of work run on one host at once.
/// </summary>
/// <remarks>
/// A rollback never waits for room. What has begun goes on; one that waits for a person gives its place to
/// another meanwhile.
/// </remarks>
/// <param name="Deployments">Null: as many as come.</param>
/// <param name="WorkPerHost">Counted over all services whose targets are on the host; null: as much as comes.</param>
public sealed record Room(int? Deployments, int? WorkPerHost)
{
    public static Room Unlimited { get; } = new(null, null);

    public bool IsUnlimited => this == Unlimited;

    /// <summary>Why a deployment that holds its slot does not begin yet; null where it may.</summary>
    public Blocker? Waits(World world, Deployment run)
    {
        if (Deployments is not { } most || run.IsRollback || !run.Attempts.IsEmpty) return null;
        var others = world.Going<Deployment>().Select(d => d.Value).Where(d => d.IsActive && d.Id != run.Id).ToList();
        var begun = others.Count(d => !d.Attempts.IsEmpty && !d.WaitsForPeople);
        var before = others.Count(d => d.Attempts.IsEmpty && !d.IsRollback && IsBefore(d, run));
        return begun + before < most
            ? null
            : new Blocker("node.full",
                $"this server carries {Count(begun, "deployment")}, and at most {most} at a time (--max-deployments)"
                + (before == 0 ? "" : $"; {before} before it"),
                "Plimsoll", "", 0);
    }

    /// <summary>Why an action does not start on its host yet; null where it may.</summary>
    public Blocker? Waits(World world, Deployment run, PlannedAction action)
    {
        if (WorkPerHost is not { } most || action.Work != Work.Ticket || run.IsRollback) return null;
        if (run.Inputs is not { } inputs) return null;
        var host = HostOf(inputs.TargetOf(action));
        var there = world.Going<Deployment>().Where(d => d.Value.IsActive).Sum(d => On(host, d.Value));
        return there < most
            ? null
            : new Blocker("host.full",
                $"{Named(host)} runs {Count(there, "piece")} of work, and at most {most} at a time "
                + "(--max-work-per-host)",
                "Plimsoll", "", 0);
    }

    /// <summary>All that a deployment waits for now, each host once.</summary>
    public IEnumerable<Blocker> Of(World world, Deployment run)
    {
        if (IsUnlimited || DeploymentWalk.Next(run) is not NextMove.Start start) return [];
        return Waits(world, run) is { } full
            ? [full]
            : start.Actions.Where(action => action.Work == Work.Ticket)
                .DistinctBy(action => run.Inputs is { } inputs ? HostOf(inputs.TargetOf(action)) : "")
                .Select(action => Waits(world, run, action)).OfType<Blocker>();
    }

    private static bool IsBefore(Deployment one, Deployment other) =>
        (one.StartedAt, one.Id).CompareTo((other.StartedAt, other.Id)) < 0;

    private static int On(string host, Deployment run) => run.Attempts.Count(a =>
        a is { IsOpen: true, Work: Work.Ticket }
        && run.Inputs is { } inputs && run.Plan.FirstOrDefault(p => p.Key == a.Action) is { } action
        && HostOf(inputs.TargetOf(action)) == host);

    private static string HostOf(TargetDefinition target) =>
        target.Host?.Where() is { } where ? where.Known.ToLowerInvariant() : "";

    private static string Named(string host) => host == "" ? "this server's machine" : host;

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
