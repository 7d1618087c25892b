using System.CommandLine;
using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Back to the last known good release; in production the version is typed once more.</summary>
internal static class RollbackVerb
{
    public static Command It() => Verb.Of(
        "rollback", "Go back to the last known good release",
        [
            .. Takes.Lane, Takes.Reason,
            Takes.Text("--confirm", "VERSION",
                "The version to go back to; production asks for it when it is not given"),
            Takes.Flag("--follow", "Stay and print steps and output as they come; Ctrl-C leaves, the rollback goes on"),
        ], Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var (service, environment) = (call.Service, call.Environment);
        var view = await call.Server.Get<ServiceView>(Route.Of($"services/{service}"), stop);
        var lane = view.Lanes.FirstOrDefault(l => l.Environment == environment) ?? throw new Failure(
            ExitCodes.Failed, $"{service} has no environment {environment}.",
            $"It has {string.Join(", ", view.Lanes.Select(l => l.Environment))}.", $"plimsoll service show {service}");
        Confirm(call, lane);
        await call.Server.Post<object>(
            Route.Of($"services/{service}/{environment}/rollback"), new RollbackBody(call.Text("--reason")), stop);
        return await Started(call, service, environment, stop);
    }

    /// <summary>Nothing to go back to, or not in production: the server decides alone.</summary>
    private static void Confirm(Call call, LaneView lane)
    {
        var (given, back) = (call.Text("--confirm"), lane.LastKnownGood);
        if (back == "" || (given == "" && !lane.Production)) return;
        if (given == "" && !call.MayAsk) throw Failure.Usage(
            $"A rollback in {lane.Environment} needs the version it goes back to.", "Nobody can be asked here.",
            $"Add --confirm={back}.");
        if (given == "") given = call.Ask(
            $"{call.Service} goes back from {Running(lane)} to {back} on {lane.Environment}. Type {back} to do it:");
        if (given == back) return;
        throw Failure.Usage(
            $"Not rolled back: \"{given}\" is not {back}, the last known good release on {lane.Environment}.",
            fix: $"Look with `plimsoll service show {call.Service}`, then type {back}.");
    }

    private static string Running(LaneView lane) => lane.Running == "" ? "a mix of versions" : lane.Running;

    private static async Task<int> Started(Call call, string service, string environment, CancellationToken stop)
    {
        var all = await call.Server.Get<DeploymentSummary[]>(
            $"deployments?service={Uri.EscapeDataString(service)}", stop);
        var rollback = all.Where(d => d.Environment == environment && d.Kind == "rollback").MaxBy(d => d.RequestedAt);
        call.Say($"{service} goes back on {environment}.");
        if (rollback is null)
        {
            call.Next($"plimsoll deployment list --service {service}");
            return ExitCodes.Ok;
        }

        if (call.Has("--follow")) return await Follow.Deployment(call, rollback.Id, stop);
        call.Show(rollback, r => r.Id);
        call.Next($"plimsoll deployment watch {rollback.Id}");
        return ExitCodes.Ok;
    }
}
