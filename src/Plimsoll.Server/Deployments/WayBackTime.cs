using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Deployments;

/// <summary>How long going back takes, as far as it was ever measured.</summary>
/// <param name="How">Where the figure comes from.</param>
internal sealed record WayBackTime(TimeSpan Took, string How)
{
    /// <summary>That very way was gone once.</summary>
    private bool IsRehearsed { get; init; }

    public string Sentence => $"{(IsRehearsed ? "It took" : "Takes about")} {Words.Exactly(Took)}{(IsRehearsed ? "" : ",")} {How}.";

    /// <summary>The rehearsal of the version that is left; else the last rollback there; else how long the last deployment
    /// changed targets; else null.</summary>
    public static WayBackTime? Of(Sight sight, string service, IReadOnlyCollection<string> environments, string version)
    {
        if (sight.Release(service, version).Rehearsed is { Passed: true } held)
            return new WayBackTime(held.Took, $"in rehearsal on {held.Environment} on {Words.Stamp(held.At)}") { IsRehearsed = true };
        var runs = sight.Deployments.Where(d => d.Service == service && environments.Contains(d.Environment)
            && d.Status == DeploymentStatus.Succeeded).OrderByDescending(d => d.EndedAt).ToList();
        return runs.FirstOrDefault(d => d.IsRollback) is { Took: { } rollback } last
            ? new WayBackTime(rollback,
                $"measured at the last rollback of {last.Environment}, {Words.Stamp(last.EndedAt)}")
            : runs.Select(Switching).FirstOrDefault(s => s is not null);
    }

    /// <summary>From the first change of a target to the last: what a rollback would do again.</summary>
    private static WayBackTime? Switching(Deployment run)
    {
        var changes = (from action in run.Plan
                       where action is { Phase: Phase.Deploy, Target: not "" }
                       let attempt = run.Latest(action.Key)
                       where attempt?.EndedAt is not null
                       select attempt).ToList();
        if (changes.Count == 0) return null;
        var took = changes.Max(a => a.EndedAt ?? a.StartedAt) - changes.Min(a => a.StartedAt);
        return new WayBackTime(took,
            $"measured when {run.Order.Version} changed the targets of {run.Environment}, {Words.Stamp(run.EndedAt)}");
    }
}
