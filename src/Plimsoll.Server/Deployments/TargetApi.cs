using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Catalog;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Looks at the hosts of an environment's targets and tidies them; it changes nothing that runs.</summary>
public static class TargetApi
{
    public static void MapTargetApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/services/{service}/{environment}/probe-targets",
            (string service, string environment, TargetBody body, Sight sight, Places places, DriftProbe drift, CancellationToken stop) =>
                OnTargets(sight, service, environment, body.Target, false, target =>
                    Probe(places, target, () => drift.Ask(service, environment, target, stop), stop)))
            .Produces<TargetProbeView[]>();
        api.MapPost("/services/{service}/{environment}/clean-targets",
            (string service, string environment, TargetBody body, Sight sight, Places places, CancellationToken stop) =>
                OnTargets(sight, service, environment, body.Target, true, target => Clean(places, target, stop)))
            .Produces<TargetCleanView[]>();
    }

    /// <param name="oncePerHost">Of targets that share a host and a user there, the first speaks for all.</param>
    private static async Task<IResult> OnTargets<T>(
        Sight sight, string service, string environment, string named, bool oncePerHost, Func<TargetDefinition, Task<T>> ask)
    {
        if (sight.World.Get<Service>(Service.StreamOf(service)).Definition is not { } definition) return ServiceApi.Missing(service);
        if (definition.Environment(environment) is not { } place)
            return Answers.Problem(Refusal.NotFound(
                $"{service} has no environment {environment}; it has {string.Join(", ", definition.Environments.Select(e => e.Name))}."));
        var targets = place.Targets.Where(t => named == "" || t.Name == named).ToList();
        if (targets.Count == 0)
            return Answers.Problem(Refusal.NotFound(
                $"{environment} has no target {named}; it has {string.Join(", ", place.Targets.Select(t => t.Name))}."));
        var asked = oncePerHost ? targets.DistinctBy(t => (t.Host, t.Become)).ToList() : targets;
        return Results.Ok(await Task.WhenAll(asked.Select(ask)));
    }

    private static async Task<TargetProbeView> Probe(
        Places places, TargetDefinition target, Func<Task<string>> running, CancellationToken stop)
    {
        try
        {
            var state = await places.Of(target).Probe(target.Folder, stop);
            return new(target.Name, Host(target), [.. state.Missing], state.FreeBytes, [.. state.Tickets], "")
            {
                Running = await running(),
            };
        }
        catch (HostUnreachable away)
        {
            return new(target.Name, Host(target), [], 0, [], away.Message);
        }
    }

    private static async Task<TargetCleanView> Clean(Places places, TargetDefinition target, CancellationToken stop)
    {
        try
        {
            return new(target.Name, Host(target), [.. await places.Of(target).Clean(stop)], "");
        }
        catch (HostUnreachable away)
        {
            return new(target.Name, Host(target), [], away.Message);
        }
    }

    private static string Host(TargetDefinition target) => target.Host?.Address ?? "";
}
