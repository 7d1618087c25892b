using System.CommandLine;
using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>The walk itself: ship, tick a step that no machine does, give up, acknowledge its announcement.</summary>
internal static class ShipVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("ship", "Walk the guide's checklist to production",
            [
                .. Takes.Release,
                Takes.Flag("--dry-run", "Print every command for every target and what blocks; change nothing"),
                Takes.Text("--at", "TIME", "Start production by itself then, not before: a span such as 4h, or a time"),
                Takes.Text("--expires", "TIME",
                    "With --at: over when production has not begun by then; a span counts from --at [default: 24h]"),
                Takes.Flag("--follow", "Stay and print steps and output as they come; Ctrl-C leaves, the walk goes on"),
            ], Ship),
        Verb.Of("complete-step", "Say that a step which no machine does is done",
            [
                .. Takes.Release, Takes.Argument("STEP", "Id of the step, from release show"),
                Takes.Needed("--note", "TEXT", "What was done, or why it is skipped"),
                Takes.Flag("--skip", "It is not done, on purpose"),
            ], Complete),
        Verb.Of("cancel-shipment", "End the walk; a deployment that runs goes on until it is cancelled itself",
            [.. Takes.Release, Takes.Reason], Cancel),
        Verb.Of("acknowledge-announcement", "Say that you read its announcement and are prepared for questions",
            Takes.Release, Acknowledge),
    ];

    private static async Task<int> Ship(Call call, CancellationToken stop)
    {
        var which = call.Release;
        if (call.Has("--dry-run")) return await DryRun(call, which, stop);
        await Plan(call, which, stop);
        var shipped = await call.Server.Post<ShipView>(which.Path("ship"), new Nothing(), stop);
        var waits = !shipped.Blockers.IsDefaultOrEmpty;
        if (call.Has("--follow"))
        {
            if (waits) call.Say(PlanText.Waits(shipped));
            return await Follow.Shipment(call, which, shipped.Shipment, stop);
        }

        call.Show(shipped, s => s.Shipment);
        call.Say($"{which} is on its way.{(waits ? $" {PlanText.Waits(shipped)}" : "")}");
        call.Next(waits ? which.Command("why") : $"plimsoll deployment list --service {which.Service}");
        return waits ? ExitCodes.Blocked : ExitCodes.Ok;
    }

    private static async Task Plan(Call call, Which which, CancellationToken stop)
    {
        var (at, expires) = (call.Text("--at"), call.Text("--expires"));
        if (at == "" && expires != "")
            throw Failure.Usage("--expires says when a planned start is over, and none is planned.", fix: "Add --at TIME.");
        if (at == "") return;
        var start = Until.Read(at, call.Terminal.Clock.GetUtcNow());
        await call.Server.Post<object>(which.Path("plan-start"), new PlanStartBody(start, Until.Read(expires, start)), stop);
    }

    private static async Task<int> DryRun(Call call, Which which, CancellationToken stop)
    {
        var plan = await call.Server.Post<ShipView>($"{which.Path("ship")}?dryRun=true", new Nothing(), stop);
        call.Show(plan, PlanText.Of);
        call.Next(which.Command(plan.Blockers.Length == 0 ? "ship" : "why"));
        return plan.Blockers.Length == 0 ? ExitCodes.Ok : ExitCodes.Blocked;
    }

    private static Task Complete(Call call, CancellationToken stop)
    {
        var (which, step, skip) = (call.Release, call.Text("STEP"), call.Has("--skip"));
        return call.Tell(
            which.Path("complete-step"), new CompleteStepBody(step, skip, call.Text("--note")),
            $"{step} of {which} is {(skip ? "skipped" : "done")}.", which.Command("show"), stop);
    }

    private static Task Cancel(Call call, CancellationToken stop) => call.Tell(
        call.Release.Path("cancel-shipment"), new ReasonBody(call.Text("--reason")),
        $"The shipment of {call.Release} is cancelled.", $"plimsoll deployment list --service {call.Service}", stop);

    private static Task Acknowledge(Call call, CancellationToken stop) => call.Tell(
        call.Release.Path("acknowledge-announcement"), new Nothing(),
        $"The announcement of {call.Release} is acknowledged.", call.Release.Command("show"), stop);
}
