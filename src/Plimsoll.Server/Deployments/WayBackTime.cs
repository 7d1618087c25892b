using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Deployments;

/// <summary>How long going back takes, as far as it was ever measured.</summary>
/// <param name="How">Where the figure comes from.</param>
internal sealed record WayBackTime(TimeSpan Took, string How)
{
    /// <summary>What changed no target says nothing; after so many of them the next would say little.</summary>
    private const int MostLookedAt = 20;

    /// <summary>That very way was gone once.</summary>
    private bool IsRehearsed { get; init; }

    public string Sentence => $"{(IsRehearsed ? "It took" : "Takes about")} {Words.Exactly(Took)}{(IsRehearsed ? "" : ",")} {How}.";

    /// <summary>The rehearsal of the version that is left; else the last rollback there; else how long the last deployment
    /// changed targets; else null.</summary>
    public static WayBackTime? Of(Sight sight, string service, IReadOnlyCollection<string> environments, string version)
    {
        if (sight.Release(service, version).Rehearsed is { Passed: true } held)
            return new WayBackTime(held.Took, $"in rehearsal on {held.Environment} on {Words.Stamp(held.At)}") { IsRehearsed = true };
        var back = environments.Select(e => Succeeded(sight, Deployment.RollbacksOn(service, e)).FirstOrDefault());
        if (back.MaxBy(d => d?.EndedAt) is { Took: { } rollback } last)
            return new WayBackTime(rollback,
                $"measured at the last rollback of {last.Environment}, {Words.Stamp(last.EndedAt)}");
        var switched = environments.Select(e => Succeeded(sight, Deployment.On(service, e)).Take(MostLookedAt)
            .Select(d => (d.EndedAt, Time: Switching(d))).FirstOrDefault(d => d.Time is not null));
        return switched.DefaultIfEmpty().MaxBy(d => d.EndedAt).Time;
    }

    private static IEnumerable<Deployment> Succeeded(Sight sight, string of) =>
        sight.Deployments(of).Where(d => d.Status == DeploymentStatus.Succeeded);

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
