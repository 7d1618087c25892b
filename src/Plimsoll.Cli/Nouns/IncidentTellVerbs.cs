using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Telling those outside, and keeping the timeline.</summary>
internal static class IncidentTellVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("update", "Tell the service's audiences how it stands; the clock of the next update starts anew",
            [
                Takes.Incident, .. Takes.TextOrFile("How it stands, in your own words"),
                Takes.Text("--to", "LIST", "Audiences, with commas between [default: all]"),
                Takes.Flag("--final", "The last one, after the incident is resolved; opens the review"),
                Takes.Flag("--preview", "Print what would be sent and to whom; nothing is sent"),
            ], Update),
        Verb.Of("note", "Write on the timeline what was done or seen",
            [
                Takes.Incident, Takes.Argument("TEXT", "What was done or seen"),
                Takes.Text("--at", "TIME", "When, such as -10m, 14:05 or ISO 8601 (UTC) [default: now]"),
            ], Note),
        Verb.Of("correct-note", "Correct a note; what it said before stays readable",
            [
                Takes.Incident, Takes.Number("NUMBER", "Number of the entry, from incident show"),
                Takes.Argument("TEXT", "What it says now"), Takes.Reason,
            ], CorrectNote),
    ];

    private static async Task Update(Call call, CancellationToken stop)
    {
        var which = call.Incident;
        var body = new UpdateBody(await call.TextOrFile(stop), call.Names("--to"), call.Has("--final"));
        if (!call.Has("--preview"))
        {
            await call.Tell(which.Path("send-update"), body, $"The update about {which} is on its way.",
                which.Command("next"), stop);
            return;
        }

        var preview = await call.Server.Post<UpdatePreview>(which.Path("preview-update"), body, stop);
        call.Show(preview, IncidentText.Preview);
        call.Next($"{which.Command("update")}{(body.Final ? " --final" : "")} --text \"…\"");
    }

    private static Task Note(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("note-action"), new NoteBody(call.Text("TEXT"), call.Text("--at")),
        $"Noted on {call.Incident}.", call.Incident.Command("next"), stop);

    private static Task CorrectNote(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("correct-note"),
        new CorrectNoteBody(call.Number("NUMBER"), call.Text("TEXT"), call.Text("--reason")),
        $"Entry {call.Number("NUMBER")} of {call.Incident} is corrected.", call.Incident.Command("show"), stop);
}
