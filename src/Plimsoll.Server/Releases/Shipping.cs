using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Catalog;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>Opens the walk of a release through its checklist, or tells every command it would run.</summary>
public sealed class Shipping(Desk desk)
{
    public async Task<IResult> Ship(HttpContext http, string service, string version, bool dryRun)
    {
        var sight = Sight.Of(http);
        var release = sight.Release(service, version);
        if (!release.Exists) return ReleaseApi.Missing(service, version);
        ImmutableArray<BlockerView> blockers = [.. ReleaseViews.Blockers(release, sight.World, sight.Now)];
        if (dryRun) return DryRun(sight, release, blockers);
        var (id, answer) = await Open(http, release);
        if (answer is not Answer.Accepted accepted) return answer.ToHttp(http);
        http.Response.Headers[Answers.PositionHeader] = $"{accepted.Position}";
        return Results.Ok(new ShipView(id, [], [.. WaitedFor(sight, release, blockers)]));
    }

    /// <summary>What production will wait for; while a service only observes, its gates hold nothing back.</summary>
    private static IEnumerable<BlockerView> WaitedFor(Sight sight, Release release, IEnumerable<BlockerView> blockers)
    {
        var view = ReleaseView.Of(release, sight.World.Reader());
        return view.Service is { } service && LaneRules.Observing(service, sight.Now)
            ? blockers.Except(view.Blockers(sight.Now).Select(ReleaseViews.View))
            : blockers;
    }

    /// <summary>Opens the next walk of a release.</summary>
    public async Task<(string Id, Answer Answer)> Open(HttpContext http, Release release)
    {
        var number = desk.World.NextShipment(release);
        var id = Shipment.IdOf(release.Service, release.Version, number);
        var answer = await http.Ask(desk, Shipment.StreamOf(id), new OpenShipment(release.Service, release.Version, number));
        return (answer is Answer.Accepted { Replays: { } first } ? first.Key : id, answer);
    }

    private static IResult DryRun(Sight sight, Release release, ImmutableArray<BlockerView> blockers)
    {
        if (sight.World.Get<Service>(Service.StreamOf(release.Service)).Definition is not { } service)
            return ServiceApi.Missing(release.Service);
        if (release.Candidate is not { } candidate)
            return Answers.Problem(Refusal.Invalid($"{release.Title} is a draft; seal it with `plimsoll release seal`."));
        var order = new Queued("dry-run", release.Version, candidate.Number, candidate.Artifact, candidate.Digest,
            DeploymentKind.Deploy, "", "", sight.Now, "");
        return Results.Ok(new ShipView("", [.. service.Environments.SelectMany(e => Commands(service, e, order))], blockers));
    }

    private static IEnumerable<PlannedCommandView> Commands(ServiceDefinition service, EnvironmentDefinition environment, Queued order)
    {
        var inputs = new FrozenInputs(service, environment);
        foreach (var action in DeploymentPlan.For(service, environment, order.Kind, [.. environment.Targets.Select(t => t.Name)]))
        {
            var command = action.Work == Work.Ticket
                ? ActionPlans.Of(inputs, action, order, $"artifacts/{order.Digest}", "$PLIMSOLL_RESTORE_POINT").Value?.ToString() ?? ""
                : $"check: {action.Key}";
            yield return new PlannedCommandView(environment.Name, action.Target, action.Name, command);
        }
    }
}
