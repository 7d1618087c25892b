using System.CommandLine;
using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Back to the last known good release; in production the version is typed once more.</summary>
internal static class RollbackVerb
{
    private const int MostLooks = 20;

    public static Command It() => Verb.Of(
        "rollback", "Go back to the last known good release",
        [
            .. Takes.Lane, Takes.Reason, RollbackQuestion.Version,
            Takes.Flag("--follow", "Stay and print steps and output as they come; Ctrl-C leaves, the rollback goes on"),
        ], Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var (service, environment) = (call.Service, call.Environment);
        var view = await call.Server.Get<ServiceView>(Route.Of($"services/{service}"), stop);
        var lane = view.Lanes.FirstOrDefault(l => l.Environment == environment) ?? throw new Failure(
            ExitCodes.Failed, $"{service} has no environment {environment}.",
            $"It has {string.Join(", ", view.Lanes.Select(l => l.Environment))}.", $"plimsoll service show {service}");
        RollbackQuestion.Ask(call, service, lane);
        var before = (await Rollbacks(call, service, environment, stop)).Select(d => d.Id).ToHashSet();
        await call.Server.Post<object>(
            Route.Of($"services/{service}/{environment}/rollback"), new RollbackBody(call.Text("--reason")), stop);
        call.Say($"{service} goes back on {environment}.");
        return await Started(call, await Newest(call, service, environment, before, stop), service, stop);
    }

    /// <summary>The deployment stands on its board a moment after the command is recorded.</summary>
    private static async Task<DeploymentSummary?> Newest(
        Call call, string service, string environment, HashSet<string> before, CancellationToken stop)
    {
        for (var look = 1; ; look++)
        {
            var all = await Rollbacks(call, service, environment, stop);
            if (all.FirstOrDefault(d => !before.Contains(d.Id)) is { } started) return started;
            if (look == MostLooks) return all.FirstOrDefault(d => d.EndedAt is null);
            await Task.Delay(call.Terminal.Pace, call.Terminal.Clock, stop);
        }
    }

    private static async Task<List<DeploymentSummary>> Rollbacks(
        Call call, string service, string environment, CancellationToken stop)
    {
        var path = $"deployments?service={Uri.EscapeDataString(service)}";
        var all = await call.Server.Get<DeploymentSummary[]>(path, stop);
        return [.. from d in all
                   where d.Environment == environment && d.Kind == "rollback"
                   orderby d.RequestedAt descending
                   select d];
    }

    private static async Task<int> Started(
        Call call, DeploymentSummary? rollback, string service, CancellationToken stop)
    {
        if (rollback is not null && call.Has("--follow")) return await Follow.Deployment(call, rollback.Id, stop);
        if (rollback is not null) call.Show(rollback, r => r.Id);
        call.Next(rollback is null
            ? $"plimsoll deployment list --service {service}"
            : $"plimsoll deployment watch {rollback.Id}");
        return ExitCodes.Ok;
    }
}
