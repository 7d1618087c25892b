using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Everything that may keep a queued deployment from starting, judged in one place and at one moment.</summary>
public static class LaneRules
{
    /// <summary>The waiver a release needs to be deployed where it is marked bad.</summary>
    public const string BadMarkWaiver = "marked-bad";

    public static IReadOnlyList<Blocker> Blockers(Lane lane, Queued queued, Readings readings, DateTimeOffset at)
    {
        List<Blocker> found = [.. Traffic(lane, queued)];
        // Getting back to safety passes holds and gates; only the lane's own traffic stops it.
        if (queued.Kind == DeploymentKind.Rollback) return found;
        var view = ReleaseView.Of(lane.Service, queued.Version, readings);
        found.AddRange(Stops(lane, view.Release, at));
        found.AddRange(Content(lane, queued, view, readings, at));
        if (view.Service?.Environment(lane.Environment) is { IsProduction: true } && !Observing(view.Service, at))
            found.AddRange(view.Blockers(at).Where(b => b.Code != "release.withdrawn"));
        return found;
    }

    /// <summary>True while the service only records what its gates would have blocked.</summary>
    public static bool Observing(ServiceDefinition service, DateTimeOffset at) =>
        service.ObserveUntil is { } until && DateOnly.FromDateTime(at.UtcDateTime) <= until;

    private static bool BadMarkWaived(Release release, DateTimeOffset at) =>
        release.Waivers.Any(w => w.Gate == BadMarkWaiver && w.HoldsAt(at));

    private static IEnumerable<Blocker> Traffic(Lane lane, Queued queued)
    {
        if (lane.Active is { } active)
            yield return new Blocker("lane.busy", $"{active.Deployment.Deployment} is deploying {active.Deployment.Version}",
                "Plimsoll", $"plimsoll deployment watch {active.Deployment.Deployment}", 0);
        var first = lane.Queue.FirstOrDefault(q => q.Kind == DeploymentKind.Rollback) ?? lane.Queue.FirstOrDefault();
        if (first is not null && first.Deployment != queued.Deployment)
            yield return new Blocker("lane.queue", $"{first.Deployment} is before it in the queue",
                "Plimsoll", $"plimsoll deployment cancel {first.Deployment}", 0);
    }

    /// <summary>Holds of the lane and the withdrawal of the release: what stops it whether or not it is queued.</summary>
    public static IEnumerable<Blocker> Stops(Lane lane, Release release, DateTimeOffset at)
    {
        foreach (var hold in lane.Holds)
            yield return new Blocker("lane.hold", $"{lane.Environment} is on hold: {hold.Reason}", "Release Manager",
                $"plimsoll service lift {lane.Service} {lane.Environment} {hold.Id} --reason \"…\"", 0);
        if (release.IsWithdrawn)
            yield return new Blocker("release.withdrawn", $"{release.Title} was withdrawn: {release.Withdrawal?.Reason}",
                "nobody", $"plimsoll release create {release.Service} <next version>", 0);
        if (!BadMarkWaived(release, at) && lane.Bad.FirstOrDefault(b => b.Version == release.Version && b.Digest == release.Candidate?.Digest) is { } bad)
            yield return new Blocker("lane.bad", $"{release.Version} is marked bad on {lane.Environment}: {bad.Reason}",
                "Release Manager", $"plimsoll release waive {lane.Service} {release.Version} {BadMarkWaiver} --reason \"…\"", 0);
    }

    /// <summary>Production gets the very digests that passed staging, and nothing but the newest candidate.</summary>
    private static IEnumerable<Blocker> Content(Lane lane, Queued queued, ReleaseView view, Readings readings, DateTimeOffset at)
    {
        if (view.Release.Candidate is { } candidate && candidate.Number != queued.Candidate)
            yield return new Blocker("release.candidate", $"it was queued with candidate {queued.Candidate}; " +
                $"this is candidate {candidate.Number} now", "Release Manager", $"plimsoll deployment cancel {queued.Deployment}", 0);
        if (view.Service?.Environment(lane.Environment) is not { IsProduction: true }) yield break;
        foreach (var staging in view.Service.Environments.Where(e => !e.IsProduction))
        {
            var before = readings.Of<Lane>(Lane.StreamOf(lane.Service, staging.Name));
            if (!before.Good.Any(g => g.Digest == queued.Digest) || before.IsBad(queued.Version, queued.Digest) && !BadMarkWaived(view.Release, at))
                yield return new Blocker("lane.staging", $"{queued.Version} has not passed {staging.Name} with these bytes",
                    "QA/Testing Specialist", $"plimsoll release ship {lane.Service} {queued.Version}", 0);
        }
    }
}
