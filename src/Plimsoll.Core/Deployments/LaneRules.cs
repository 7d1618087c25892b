using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// Everything that may keep a queued deployment from starting, judged in one place and at one moment.
/// </summary>
public static class LaneRules
{
    /// <summary>The waiver a release needs to be deployed where it is marked bad.</summary>
    public const string BadMarkWaiver = RequestWaiver.BadMark;

    public static IReadOnlyList<Blocker> Blockers(Lane lane, Queued queued, Readings readings, DateTimeOffset at) =>
        [.. Traffic(lane, queued, readings, at), .. Own(lane, queued, readings, at)];

    /// <summary>True while the service only records what its gates would have blocked.</summary>
    public static bool Observing(ServiceDefinition service, DateTimeOffset at) =>
        service.ObserveUntil is { } until && DateOnly.FromDateTime(at.UtcDateTime) <= until;

    /// <summary>Rollbacks first, and who returns from a rehearsed one; then in the order they were asked for.</summary>
    internal static IEnumerable<Queued> InOrder(Lane lane) =>
        lane.Queue.OrderBy(q => q.IsRollback || q.Rehearses != "" ? 0 : 1);

    /// <summary>What stops it but for the lane's other traffic.</summary>
    internal static IReadOnlyList<Blocker> Own(Lane lane, Queued queued, Readings readings, DateTimeOffset at)
    {
        var view = ReleaseView.Of(lane.Service, queued.Version, readings);
        // Getting back to safety passes holds and gates, but never to what is no longer safe.
        if (queued.IsRollback)
            return [.. LaneContent.Ended(queued, readings),
                .. Unsafe(lane, queued.Version, queued.Digest, view.Release)];
        // What is brought to the record was judged when it was deployed; a candidate sealed since is another one.
        // What was adopted is no release here, and has no service of its own.
        if (queued.Kind == DeploymentKind.Redeploy)
            return [.. LaneContent.Redeploying(lane, queued, readings.ServiceOf(lane.Service), readings),
                .. Stops(lane, view.Release, queued.Digest, at).Where(b => b.Code != "lane.drift")];
        List<Blocker> found = [.. Stops(lane, view.Release, at),
            .. LaneContent.Blockers(lane, queued, view, readings, at),
            .. StepBlockers.Before(queued, lane.Environment, readings, at)];
        found.AddRange(Calendars.Blockers(
            view, lane.Environment, Asker(queued, readings), IsOfIncident(lane, view.Release), readings, at));
        var production = view.Service?.Environment(lane.Environment)?.IsProduction ?? true;
        if (production) found.AddRange([.. Unreachable(view.Service), .. PlannedStarts.Blockers(view.Release, at),
            .. StepBlockers.Revoked(queued, lane.Service, readings)]);
        else found.AddRange(Early(view, at));
        if (production && (view.Service is null || !Observing(view.Service, at)))
            found.AddRange(view.Blockers(at).Where(b => b.Code != "release.withdrawn"));
        return found;
    }

    /// <summary>The person who ships it; a deployment of a walk is queued by Plimsoll.</summary>
    private static string Asker(Queued queued, Readings readings) => queued.Shipment == "" ? queued.By
        : readings.Of<Shipment>(Shipment.StreamOf(queued.Shipment)).By;

    /// <summary>
    /// Holds of the lane and the withdrawal of the release: what stops it whether or not it is queued.
    /// </summary>
    public static IEnumerable<Blocker> Stops(Lane lane, Release release, DateTimeOffset at) =>
        Stops(lane, release, release.Candidate?.Digest ?? "", at);

    private static IEnumerable<Blocker> Stops(Lane lane, Release release, string digest, DateTimeOffset at)
    {
        foreach (var hold in lane.Holds.Where(h => !h.HasRunOut(at) && !LetsPass(h, release)))
            yield return new Blocker("lane.hold", $"{lane.Environment} is on hold"
                + (hold.Expires is { } ends ? $" until {GateWords.Time(ends)}" : "") + $": {hold.Reason}",
                hold.Owner == "" ? "Release Manager" : hold.Owner,
                $"plimsoll service lift {lane.Service} {lane.Environment} {hold.Id} --reason \"…\"", 0);
        foreach (var (target, drifted) in lane.Drift)
            yield return new Blocker("lane.drift", $"{lane.Environment} has drifted: {drifted.On(target)}",
                "Release Manager", $"plimsoll service align {lane.Service} {lane.Environment} --reason \"…\"", 0);
        foreach (var blocker in Unsafe(lane, release.Version, digest, release))
            if (blocker.Code != "lane.bad" || !IsWaived(release, at)) yield return blocker;
    }

    /// <summary>Whether it is the patch of an incident that holds the lane: a word in its name alone proves nothing.
    /// </summary>
    public static bool IsOfIncident(Lane lane, Release release) => lane.Holds.Any(hold => LetsPass(hold, release));

    /// <summary>The patch made for an incident passes the incident's own hold.</summary>
    private static bool LetsPass(Hold hold, Release release) =>
        hold.Incident != "" && release.Type == ReleaseType.Patch
        && string.Equals(release.Fixes, hold.Incident, StringComparison.OrdinalIgnoreCase);

    internal static bool IsWaived(Release release, DateTimeOffset at) =>
        release.Waivers.Any(w => w.Gate == BadMarkWaiver && w.HoldsAt(at));

    /// <summary>
    /// A deployment that waits for something else holds nothing: only one that could start now goes before.
    /// </summary>
    private static IEnumerable<Blocker> Traffic(Lane lane, Queued queued, Readings readings, DateTimeOffset at)
    {
        if (lane.Active is { } active)
            yield return new Blocker("lane.busy",
                $"{active.Deployment.Deployment} is deploying {active.Deployment.Version}",
                "Plimsoll", $"plimsoll deployment watch {active.Deployment.Deployment}", 0);
        if (InOrder(lane).TakeWhile(q => q.Deployment != queued.Deployment)
            .FirstOrDefault(q => Own(lane, q, readings, at).Count == 0) is { } first)
            yield return new Blocker("lane.queue", $"{first.Deployment} is before it in the queue",
                "Plimsoll", $"plimsoll deployment cancel {first.Deployment}", 0);
    }

    /// <summary>Gates that the guide puts before staging already.</summary>
    private static IEnumerable<Blocker> Early(ReleaseView view, DateTimeOffset at) =>
        from gate in view.Gates(at)
        where gate.IsInTheWay && gate.Blocks != "" && view.Playbook?.Find(gate.Blocks) is { } line
            && StepReading.IsDeploy(line) && StepReading.IsOfStaging(line)
        select gate.ToBlocker();

    /// <summary>Production without anybody to call would fail in silence.</summary>
    private static IEnumerable<Blocker> Unreachable(ServiceDefinition? service)
    {
        if (service is not null && !service.Contacts.Any(c => c.IsReachable))
            yield return new Blocker("service.contacts",
                $"nobody can be paged when {service.Name} fails: its plimsoll.yaml names no contact with an address; " +
                "add `contacts:` with a line such as `- { person: NAME, mail: ADDRESS }`",
                "its team", "plimsoll service apply plimsoll.yaml", 0);
    }

    internal static IEnumerable<Blocker> Unsafe(Lane lane, string version, string digest, Release release)
    {
        if (release.IsWithdrawn)
            yield return new Blocker("release.withdrawn",
                $"{release.Title} was withdrawn: {release.Withdrawal?.Reason}",
                "nobody", $"plimsoll release create {release.Service} <next version>", 0);
        if (lane.Bad.FirstOrDefault(b => b.Version == version && b.Digest == digest) is { } bad)
            yield return new Blocker("lane.bad", $"{version} is marked bad on {lane.Environment}: {bad.Reason}",
                "Release Manager",
                $"plimsoll release waive {lane.Service} {version} {BadMarkWaiver} --reason \"…\"", 0);
    }
}
