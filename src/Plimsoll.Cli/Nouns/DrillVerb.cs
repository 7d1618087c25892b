using System.CommandLine;
using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Shows that the newest restore point can be restored: to a scratch folder, measured, removed.</summary>
internal static class DrillVerb
{
    public static Command It() => Verb.Of(
        "drill", "Restore the newest restore point to a scratch folder, check it, measure, and remove it",
        [.. Takes.Lane], Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var (service, environment) = (call.Service, call.Environment);
        await call.Server.Post<object>(Route.Of($"services/{service}/{environment}/drill"), new Nothing(), stop);
        var beat = new Beat(call.Terminal.Pace);
        try
        {
            while (true)
            {
                var view = await call.Server.Get<ServiceView>(Route.Of($"services/{service}"), stop);
                if (view.Lanes.First(l => l.Environment == environment).Drill is { State: not "running" } drill)
                    return End(call, service, drill);
                await Task.Delay(beat.Next(false), call.Terminal.Clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            call.Say("Detached: the drill goes on.");
            call.Next($"plimsoll service show {service}");
            return ExitCodes.StillGoing;
        }
    }

    private static int End(Call call, string service, DrillView drill)
    {
        call.Show(drill, d => d.Sentence);
        call.Next($"plimsoll service show {service}");
        return drill.State == "passed" ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
