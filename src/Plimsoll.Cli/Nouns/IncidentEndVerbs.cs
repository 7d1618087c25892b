using System.CommandLine;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>The ways an incident ends, and the lines of the guide that a person ends by word.</summary>
internal static class IncidentEndVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("resolve", "Confirm that service is restored",
            [Takes.Incident, Takes.Note("How you know")], Resolve),
        Verb.Of("reopen", "It is back, or was never over", [Takes.Incident, Takes.Reason], Reopen),
        Verb.Of("merge", "It is the same as another one, which goes on for both",
            [Takes.Incident, Takes.Argument("INTO", "The incident that goes on"), Takes.Reason], Merge),
        Verb.Of("cancel", "It was none", [Takes.Incident, Takes.Reason], Cancel),
        Verb.Of("done", "Say that a line of the guide is done that Plimsoll cannot see the end of",
            [
                Takes.Incident, Takes.Argument("DUTY", "Id of the line, from incident show"),
                Takes.Note("What was done"),
            ], Done),
        Verb.Of("waive", "Leave a line of the guide out, with a reason",
            [Takes.Incident, Takes.Argument("DUTY", "Id of the line, from incident show"), Takes.Reason], Waive),
        Verb.Of("close", "End the review: every line is done or left out", [Takes.Incident], Close),
    ];

    private static Task Resolve(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("resolve-incident"), new RemarkBody(call.Text("--note")),
        $"{call.Incident} is resolved.", $"{call.Incident.Command("update")} --final --text \"…\"", stop);

    private static Task Reopen(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("reopen-incident"), new ReasonBody(call.Text("--reason")),
        $"{call.Incident} is open again.", call.Incident.Command("next"), stop);

    private static Task Merge(Call call, CancellationToken stop)
    {
        var into = IncidentNumbers.Read(call.Text("INTO"));
        return call.Tell(
            call.Incident.Path("merge-incident"), new MergeBody(into, call.Text("--reason")),
            $"{call.Incident} goes on as {into}.", $"plimsoll incident next {into}", stop);
    }

    private static Task Cancel(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("cancel-incident"), new ReasonBody(call.Text("--reason")),
        $"{call.Incident} is cancelled.", "plimsoll incident list", stop);

    private static Task Done(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("complete-duty"), new DutyDoneBody(call.Text("DUTY"), call.Text("--note")),
        $"{call.Text("DUTY")} is done.", call.Incident.Command("next"), stop);

    private static Task Waive(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("waive-duty"), new WaiveDutyBody(call.Text("DUTY"), call.Text("--reason")),
        $"{call.Text("DUTY")} is left out.", call.Incident.Command("next"), stop);

    private static Task Close(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("close-incident"), new Nothing(), $"{call.Incident} is closed.",
        call.Incident.Command("review"), stop);
}
