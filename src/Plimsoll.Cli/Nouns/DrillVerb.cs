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

    public static Command Output() => Verb.Of(
        "drill-output", "Print what the newest restore drill of an environment wrote", [.. Takes.Lane], async (call, stop) =>
        {
            call.Print(Plain.Lines(await call.Server.GetText(
                Route.Of($"services/{call.Service}/{call.Environment}/drill/output"), stop)));
            call.Next($"plimsoll service show {call.Service}");
        });

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var (service, environment) = (call.Service, call.Environment);
        await call.Server.Post<object>(Route.Of($"services/{service}/{environment}/drill"), new Nothing(), stop);
        DrillView? drill = null;
        var server = new LostAndFound(call);
        var ended = await Follow.ToTheEnd(call, Look, () => drill is { State: not "running" } ? drill : null, stop);
        if (ended is null) call.Say("Detached: the drill goes on.");
        else call.Show(ended, d => d.Sentence);
        call.Next($"plimsoll service show {service}");
        return ended switch { null => ExitCodes.StillGoing, { State: "passed" } => ExitCodes.Ok, _ => ExitCodes.Failed };

        async Task<bool> Look(CancellationToken halt)
        {
            var view = await server.Ask(s => call.Server.Get<ServiceView>(Route.Of($"services/{service}"), s), halt);
            drill = view.Lanes.First(l => l.Environment == environment).Drill;
            return false;
        }
    }
}
