using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Following;

/// <summary>Watches until the end; the first Ctrl-C leaves, and what was watched goes on.</summary>
internal static class Follow
{
    public static async Task<int> Deployment(Call call, string id, CancellationToken stop)
    {
        var watch = new DeploymentWatch(call, new LostAndFound(call), id);
        var run = await ToTheEnd(call, watch.Look, () => watch.HasEnded ? watch.Latest : null, stop);
        return run is null ? Detach(call, id) : End(call, run);
    }

    /// <summary>Looks until it has ended; null where somebody left before that.</summary>
    public static async Task<T?> ToTheEnd<T>(
        Call call, Func<CancellationToken, Task<bool>> look, Func<T?> ended, CancellationToken stop) where T : class
    {
        var beat = new Beat(call.Terminal.Pace);
        try
        {
            for (; ; )
            {
                var changed = await look(stop);
                if (ended() is { } end) return end;
                await Task.Delay(beat.Next(changed), call.Terminal.Clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    public static async Task<int> Shipment(Call call, Which which, string shipment, CancellationToken stop)
    {
        var watch = new ShipmentWatch(call, which, shipment);
        var end = await ToTheEnd(call, watch.Look, () => watch.ExitCode != ExitCodes.StillGoing ? watch : null, stop);
        return end is not null ? End(call, which, end)
            : watch.Running is { } running ? Detach(call, running) : Detach(call, which);
    }

    private static int End(Call call, DeploymentDetail run)
    {
        if (call.Json) call.Print(Wire.Print(run));
        call.Next(run.Summary is { Status: "failed", Kind: "deploy" }
            ? $"plimsoll service show {run.Summary.Service}"
            : $"plimsoll deployment show {run.Summary.Id}");
        return ExitCodes.OfDeployment(run.Summary.Status);
    }

    private static int End(Call call, Which which, ShipmentWatch watch)
    {
        if (call.Json && watch.Latest is { } release) call.Print(Wire.Print(release));
        call.Next(which.Command("show"));
        return watch.ExitCode;
    }

    public static int Detach(Call call, string deployment)
    {
        call.Say($"Detached: the deployment {deployment} goes on. To stop it:");
        call.Say($"plimsoll deployment cancel {deployment} --reason \"…\"");
        call.Next($"plimsoll deployment watch {deployment}");
        return ExitCodes.StillGoing;
    }

    private static int Detach(Call call, Which which)
    {
        call.Say($"Detached: the shipment of {which} goes on. To stop it:");
        call.Say($"{which.Command("cancel-shipment")} --reason \"…\"");
        call.Next(which.Command("show"));
        return ExitCodes.StillGoing;
    }
}
