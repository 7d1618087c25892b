using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Vault;

namespace Plimsoll.Core.Deployments;

/// <summary>
/// What may start is what was asked for: the newest candidate, on a walk that is still open, staged with these bytes.
/// </summary>
internal static class LaneContent
{
    private static readonly string[] ForGood =
        ["release.withdrawn", "release.candidate", "shipment.ended", "deployment.ended"];

    /// <summary>
    /// Why it will never start, however long it waits; null while it may. No waiver leads back to a bad release.
    /// </summary>
    public static Blocker? NeverStarts(Queued queued, IEnumerable<Blocker> blockers) =>
        blockers.FirstOrDefault(b => queued.IsRollback || ForGood.Contains(b.Code));

    public static IEnumerable<Blocker> Blockers(
        Lane lane, Queued queued, ReleaseView view, Readings readings, DateTimeOffset at)
    {
        foreach (var gone in NoPlace(lane, queued, view.Service)) yield return gone;
        if (view.Release.Candidate is { } candidate && candidate.Number != queued.Candidate)
            yield return new Blocker("release.candidate", $"it was queued with candidate {queued.Candidate}; " +
                $"this is candidate {candidate.Number} now", "Release Manager",
                $"plimsoll deployment cancel {queued.Deployment}", 0);
        foreach (var ended in Ended(queued, readings)) yield return ended;
        foreach (var unset in Unset(lane, view.Service, readings)) yield return unset;
        if (view.Service?.Environment(lane.Environment) is not { IsProduction: true }) yield break;
        foreach (var staging in view.Service.Environments.Where(e => !e.IsProduction))
        {
            var before = readings.Of<Lane>(Lane.StreamOf(lane.Service, staging.Name));
            // An adopted version was never tested here; it is only something to go back to.
            var passed = before.Good.Any(g => g.Digest == queued.Digest && g.Candidate > 0)
                || HasNothingToPass(view.Service, staging) && before.Targets.Values.All(t => t.Digest == queued.Digest);
            var bad = before.IsBad(queued.Version, queued.Digest) && !LaneRules.IsWaived(view.Release, at);
            if (!passed || bad)
                yield return new Blocker("lane.staging",
                    $"{queued.Version} has not passed {staging.Name} with these bytes",
                    "QA/Testing Specialist", $"plimsoll release ship {lane.Service} {queued.Version}", 0);
        }
    }

    /// <summary>A command without the secret it asks for would fail half-way.</summary>
    private static IEnumerable<Blocker> Unset(Lane lane, ServiceDefinition? service, Readings readings) =>
        service?.Environment(lane.Environment) is not { } environment ? [] :
            from secret in SecretNeeds.Of(service, environment, readings).Missing
            select new Blocker(
                "service.secret", NotSet(secret, environment.Name), "its team", Setting(secret, service), 0);

    internal static string NotSet(string secret, string environment) =>
        $"{environment} asks for the secret {secret}, which is not set";

    internal static string Setting(string secret, ServiceDefinition service) =>
        $"plimsoll secret set {secret} --service {service.Name}";

    /// <summary>Without any check, that these bytes run there is all that can be said.</summary>
    private static bool HasNothingToPass(ServiceDefinition service, EnvironmentDefinition staging) =>
        service.Smoke.Count + staging.Verification.Count == 0;

    /// <summary>What keeps a lane from being brought to its own record.</summary>
    public static IEnumerable<Blocker> Redeploying(
        Lane lane, Queued queued, ServiceDefinition? service, Readings readings) =>
        [.. NoPlace(lane, queued, service), .. Ended(queued, readings), .. Unset(lane, service, readings)];

    private static IEnumerable<Blocker> NoPlace(Lane lane, Queued queued, ServiceDefinition? service)
    {
        if (service?.Environment(lane.Environment) is null)
            yield return new Blocker("service.environment",
                $"{lane.Service} has no environment {lane.Environment} any more",
                "its team", $"plimsoll deployment cancel {queued.Deployment}", 0);
    }

    public static IEnumerable<Blocker> Ended(Queued queued, Readings readings)
    {
        var run = readings.Of<Deployment>(Deployment.StreamOf(queued.Deployment));
        if (run.HasEnded)
            yield return new Blocker("deployment.ended", $"{queued.Deployment} has ended: {run.Sentence}", "nobody", "",
                0);
        if (queued.Shipment == "" || queued.IsRollback) yield break;
        var shipment = readings.Of<Shipment>(Shipment.StreamOf(queued.Shipment));
        if (shipment is { Exists: true, IsOpen: false })
            yield return new Blocker("shipment.ended", $"{shipment.Id} has ended: {shipment.Sentence}", "nobody",
                $"plimsoll release ship {shipment.Service} {shipment.Version}", 0);
    }
}
