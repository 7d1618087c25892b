using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>What people say about one line of the guide: that it applies or not, no, or otherwise than preferred.
/// </summary>
internal static class LineVerbs
{
    private static Symbol Line => Takes.Argument("LINE", "Id of the gate or the step, from release show");

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("applies", "Say whether a conditional gate or step applies, and why",
            [.. Takes.Release, Line, Takes.Choice("ANSWER", "The answer", "yes", "no"), Takes.Reason], Applies),
        Verb.Of("refuse", "Say no-go: a gate stays shut, a walk ends there with the reason",
            [.. Takes.Release, Line, Takes.Reason], Refuse),
        Verb.Of("deviate", "Go against what the guide prefers, by hand; in production a second person says so too",
            [.. Takes.Release, Line, Takes.Reason], Deviate),
        Verb.Of("plan-start", "Say when production is meant to start; the guide's times before it count from then",
            [
                .. Takes.Release, Takes.Argument("TIME", "A time span such as 36h or 7d, or a time"),
                Takes.Text("--expires", "TIME",
                    "Keep to it: production starts by itself then, not before, and is over when it has not begun by this"),
            ], PlanStart),
    ];

    private static Task Applies(Call call, CancellationToken stop)
    {
        var yes = call.Text("ANSWER") == "yes";
        return Tell(call, "answer-line", new AnswerLineBody(call.Text("LINE"), yes, call.Text("--reason")),
            $"{call.Text("LINE")} {(yes ? "applies to" : "does not apply to")} {call.Release}", stop);
    }

    private static Task Refuse(Call call, CancellationToken stop) => Tell(
        call, "refuse-line", new LineBody(call.Text("LINE"), call.Text("--reason")),
        $"{call.Text("LINE")} of {call.Release} is refused", stop);

    private static Task Deviate(Call call, CancellationToken stop) => Tell(
        call, "deviate", new LineBody(call.Text("LINE"), call.Text("--reason")),
        $"The deviation from {call.Text("LINE")} is on record", stop);

    private static Task PlanStart(Call call, CancellationToken stop)
    {
        var at = Until.Read(call.Text("TIME"), call.Terminal.Clock.GetUtcNow());
        return Tell(call, "plan-start", new PlanStartBody(at, Until.Optional(call.Text("--expires"), at)),
            $"{call.Release} is to start at {Plain.Time(at)}", stop);
    }

    private static Task Tell(Call call, string verb, object body, string done, CancellationToken stop) =>
        call.Tell(call.Release.Path(verb), body, $"{done}.", call.Release.Command("why"), stop);
}
